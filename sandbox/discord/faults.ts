import type { RestFault } from './operator.ts';

export type Faults = {
  readonly inject: (fault: RestFault) => void;
  /** The oldest fault that is meant for this call, used up by one. `path` without version and query. */
  readonly take: (method: string, path: string) => RestFault | undefined;
};

export function createFaults(): Faults {
  const waiting: { readonly fault: RestFault; left: number }[] = [];
  return {
    inject: (fault) => {
      waiting.push({ fault, left: fault.times });
    },
    take: (method, path) => {
      const hit = waiting.find(({ fault, left }) => left > 0 && concerns(fault, method, path));
      if (hit) hit.left -= 1;
      return hit?.fault;
    },
  };
}

const concerns = (fault: RestFault, method: string, path: string): boolean =>
  (fault.method === undefined || fault.method.toUpperCase() === method) && (fault.path?.test(path) ?? true);

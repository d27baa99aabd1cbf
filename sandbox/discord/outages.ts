import type { Outage } from '#sandbox/page/protocol.ts';
import type { Threshold } from './gateway/threshold.ts';
import type { RestFault } from './operator.ts';

/** What is wrong with the whole REST API, until it is switched off. */
export type Outages = {
  readonly now: () => Outage;
  readonly set: (how: Outage) => void;
  /** What happens to a call that gets through to us. */
  readonly fault: () => RestFault | undefined;
};

export function createOutages(): Outages {
  let now: Outage = 'no';
  return {
    now: () => now,
    set: (how) => {
      now = how;
    },
    fault: () => {
      if (now === 'no') return undefined;
      // Where Discord has a door of its own, no call gets here while it refuses connections.
      return { times: 1, fault: now === 'refuses' ? 'reset' : now };
    },
  };
}

/** What becomes of the gateway with it: where answers alone are lost, nothing. */
export function gatewayIn(how: Outage): Threshold {
  if (how === 'no' || how === 'lose_answer' || how === 'bad_gateway_after') return 'open';
  return how === 'hang' ? 'silent' : 'refusing';
}

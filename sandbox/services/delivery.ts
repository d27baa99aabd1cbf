import type { Callback, CallbackAnswer } from './callback.ts';
import { callBack } from './callback.ts';
import { pause } from './pause.ts';

/** How a service delivers its callbacks. */
export type DeliveryRule = {
  /** How long it waits for an answer, in milliseconds. */
  readonly timeoutMs: number;
  /** Waits before the second try, the third and so on, in milliseconds; empty where nothing is tried again. */
  readonly delaysMs: readonly number[];
  /** Whether such a status (0: no answer) is tried again. */
  readonly triesAgain: (status: number) => boolean;
};

export const isTaken = (status: number): boolean => status >= 200 && status < 300;

type Deps = {
  readonly rule: () => DeliveryRule;
  /** Real waits are multiplied by it: 1 is real time. */
  readonly timeScale: number;
  readonly closing: AbortSignal;
};

export type Deliver = (url: string, callback: Callback, noted: (answer: CallbackAnswer) => void) => Promise<void>;

/** Delivers callbacks by the service's rule. Resolves after the first try; further ones follow by themselves. */
export function createDeliver({ rule, timeScale, closing }: Deps): Deliver {
  return async function deliver(url, callback, noted) {
    const { timeoutMs, delaysMs, triesAgain } = rule();
    const once = async (): Promise<boolean> => {
      const answer = await callBack(url, callback, { timeoutMs, signal: closing });
      noted(answer);
      return !isTaken(answer.status) && triesAgain(answer.status);
    };
    const later = async (): Promise<void> => {
      for (const delayMs of delaysMs) {
        if (!(await pause(delayMs * timeScale, closing))) return;
        if (!(await once())) return;
      }
    };
    if (await once()) void later();
  };
}

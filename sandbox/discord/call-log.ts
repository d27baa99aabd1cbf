/** One REST call of the bot. `status` is 0 where the connection was broken, or left open for ever, instead of an answer. */
export type LoggedCall = {
  readonly method: string;
  /** Below the API version, without the query. */
  readonly path: string;
  /** When it arrived, in milliseconds since the epoch; calls stand in the order of their ends. */
  readonly at: number;
  readonly status: number;
  /** Whether the bot's token opened it: the global rate limit counts these calls alone. */
  readonly isCounted: boolean;
};

/** Thousands of jobs; some 10 MB. */
const KEPT_CALLS = 50_000;

export function createCallLog(kept = KEPT_CALLS) {
  const calls: LoggedCall[] = [];
  return {
    all: (): readonly LoggedCall[] => calls,
    /** Drops the oldest in one go now and then, which is cheaper than one by one. */
    add: (call: LoggedCall): void => {
      calls.push(call);
      if (calls.length >= kept * 2) calls.splice(0, calls.length - kept);
    },
  };
}

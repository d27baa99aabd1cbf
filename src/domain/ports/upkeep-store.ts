/** What keeps a long-lived database fit. Each method is one transaction. */
export type UpkeepStore = {
  /**
   * Moves every time that something waits for by so many milliseconds: deadlines, polls, tries. Called when the clock has
   * been set, so that waits last as long as they were meant to.
   */
  readonly shiftTimes: (byMs: number) => Promise<void>;
  /**
   * The latest time in what is unfinished, moved along by `shiftTimes`; undefined when nothing is. Of use at start, on a
   * machine that woke up with an older time than it went to sleep with. Absent where it cannot be told.
   */
  readonly lastMoment?: () => Promise<number | undefined>;
  /** Jobs that are open or whose message is still owed: their files are needed. */
  readonly unfinishedJobs: () => Promise<readonly string[]>;
  /** Deletes at most `limit` callbacks received before that time, oldest first; answers how many. */
  readonly forgetCallbacks: (old: { readonly before: number; readonly limit: number }) => Promise<number>;
};

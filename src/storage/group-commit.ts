/** Runs `work` in a transaction, together with others' at times, and resolves with its answer once that is on disk. */
export type Write = <T>(work: () => T) => Promise<T>;

export type GroupCommit = {
  readonly write: Write;
  /** Commits what is waiting, now. */
  readonly flush: () => void;
};

type Waiting = {
  /** Does the work and hands back the acknowledgement, to be given after the commit. */
  readonly attempt: () => () => void;
  readonly reject: (error: unknown) => void;
};

/**
 * How long the first write of a group waits for company. A timer, not the end of the turn: Node accepts about one new
 * connection per turn of its loop, so a turn that ended in a commit would store one callback per fsync.
 */
const GROUP_WINDOW_MS = 2;

/** Writes per commit, so that one commit keeps the loop busy for milliseconds only. */
const GROUP_MAX_WRITES = 128;

/**
 * One fsync for all writes that arrive within two milliseconds. Each piece of work stays all or nothing: when one
 * throws, the group is rolled back and done again without it. So work must touch the database only.
 *
 * `transaction` runs its argument in one immediate transaction and throws after rolling it back.
 */
export function createGroupCommit(transaction: (run: () => void) => void): GroupCommit {
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;

  const write: Write = (work) =>
    new Promise((resolve, reject) => {
      const attempt = () => {
        const answer = work();
        return () => resolve(answer);
      };
      waiting.push({ attempt, reject });
      timer ??= setTimeout(commitNext, GROUP_WINDOW_MS);
    });

  function commitNext(): void {
    const group = waiting.slice(0, GROUP_MAX_WRITES);
    waiting = waiting.slice(GROUP_MAX_WRITES);
    timer = waiting.length > 0 ? setTimeout(commitNext, GROUP_WINDOW_MS) : undefined;
    commit(group);
  }

  function commit(group: readonly Waiting[]): void {
    if (group.length === 0) return;
    const acknowledgements: (() => void)[] = [];
    let current: Waiting | undefined;
    try {
      transaction(() => {
        for (const member of group) {
          current = member;
          acknowledgements.push(member.attempt());
        }
        current = undefined;
      });
    } catch (error) {
      const failed = current;
      for (const member of failed ? [failed] : group) member.reject(error);
      if (failed) commit(group.filter((member) => member !== failed));
      return;
    }
    for (const acknowledge of acknowledgements) acknowledge();
  }

  const flush = () => {
    clearTimeout(timer);
    while (waiting.length > 0) {
      clearTimeout(timer);
      commitNext();
    }
    clearTimeout(timer);
    timer = undefined;
  };

  return { write, flush };
}

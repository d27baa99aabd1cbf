import { asStorageError } from './sqlite-error.ts';

/** Runs `work` in a transaction, together with others' at times, and resolves with its answer once that is on disk. */
export type Write = <T>(work: () => T) => Promise<T>;

/** Runs `work` once the writes that were called before it are on disk. */
export type Read = <T>(work: () => T) => Promise<T>;

export type GroupCommit = {
  readonly write: Write;
  readonly read: Read;
  /** Commits what is waiting, now. */
  readonly flush: () => void;
};

type Waiting = {
  readonly does: 'write' | 'read';
  /** Does the work and hands back the acknowledgement, to be given after the commit. */
  readonly attempt: () => () => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Writes and reads per commit. A commit keeps whoever came after it waiting, and the answers of its own group: with this
 * many callbacks it takes about 6 ms, no less than what a slow disk's fsync takes, so larger groups would gain little.
 */
const GROUP_MAX = 256;

type Deps = {
  /** Runs its argument in one immediate transaction, and throws after rolling it back. */
  readonly transaction: (run: () => void) => void;
  /** When to commit what has come together, called once for every commit. */
  readonly schedule: (commit: () => void) => void;
};

/**
 * One fsync for all writes that come together. Each piece of work stays all or nothing: when one throws, the group is
 * rolled back and done again without it. So work must touch the database only.
 *
 * What is read sees what was written before it, on disk; never what may yet be rolled back.
 */
export function createGroupCommit({ transaction, schedule }: Deps): GroupCommit {
  let waiting: Waiting[] = [];

  function join<T>(does: Waiting['does'], work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const attempt = () => {
        const answer = work();
        return () => resolve(answer);
      };
      waiting.push({ does, attempt, reject: (error) => reject(asStorageError(error)) });
      if (waiting.length === 1) schedule(commitNext);
    });
  }

  function commitNext(): void {
    const group = waiting.slice(0, GROUP_MAX);
    waiting = waiting.slice(GROUP_MAX);
    if (waiting.length > 0) schedule(commitNext);
    commit(
      group.filter(({ does }) => does === 'write'),
      transaction,
    );
    for (const { attempt, reject } of group.filter(({ does }) => does === 'read')) {
      try {
        attempt()();
      } catch (error) {
        reject(error);
      }
    }
  }

  return {
    write: (work) => join('write', work),
    // `async`, so that what the work throws is a rejection here as well.
    read: async (work) => {
      if (waiting.length > 0) return join('read', work);
      try {
        return work();
      } catch (error) {
        throw asStorageError(error);
      }
    },
    flush: () => {
      while (waiting.length > 0) commitNext();
    },
  };
}

function commit(group: readonly Waiting[], transaction: Deps['transaction']): void {
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
    if (failed)
      commit(
        group.filter((member) => member !== failed),
        transaction,
      );
    return;
  }
  for (const acknowledge of acknowledgements) acknowledge();
}

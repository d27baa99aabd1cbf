import type { Clock } from '#domain/ports/clock.ts';
import type { Logger } from '#domain/ports/logger.ts';

export type Loop = {
  readonly start: () => void;
  /** Looks for work now instead of at the next tick. */
  readonly look: () => void;
  /** Takes no more work and resolves when what is in hand is finished. May be called again. */
  readonly stop: () => Promise<void>;
};

type Options<Item> = {
  readonly name: string;
  /** Items in hand at the same time. */
  readonly concurrency: number;
  /** Looks at least this often: what is due by the clock, and what a lost ring left. */
  readonly idleMs: number;
  /** Takes the next item for itself alone; undefined when there is none. */
  readonly claim: () => Promise<Item | undefined>;
  readonly work: (item: Item) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
};

/** Claims and works off items until stopped. An error in one item is logged and harms no other: its row says what is owed. */
export function createLoop<Item>(options: Options<Item>): Loop {
  const { name, concurrency, idleMs, claim, work, clock, logger } = options;
  const inHand = new Set<Promise<void>>();
  let running = false;
  let claiming: Promise<void> | undefined;
  let lookAgain = false;
  let cancelTick: (() => void) | undefined;

  function look(): void {
    lookAgain = true;
    if (!running || claiming) return;
    claiming = claimAll().finally(() => {
      claiming = undefined;
      if (lookAgain) look();
    });
  }

  async function claimAll(): Promise<void> {
    lookAgain = false;
    try {
      while (running && inHand.size < concurrency) {
        const item = await claim();
        if (item === undefined) break;
        take(item);
      }
    } catch (error) {
      logger.error({ loop: name, err: error }, 'could not look for work');
    }
  }

  function take(item: Item): void {
    const done = work(item)
      .catch((error: unknown) => logger.error({ loop: name, err: error }, 'work failed; its row is left as it is'))
      .finally(() => {
        inHand.delete(done);
        look();
      });
    inHand.add(done);
  }

  function tick(): void {
    cancelTick = clock.after(idleMs, () => {
      look();
      tick();
    });
  }

  return {
    look,
    start: () => {
      if (running) return;
      running = true;
      tick();
      look();
    },
    stop: async () => {
      running = false;
      cancelTick?.();
      await claiming;
      await Promise.all(inHand);
    },
  };
}

import type { Clock } from '#domain/ports/clock.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { Backoff } from './backoff.ts';
import { createHand } from './hand.ts';
import { createPause, createTrouble } from './trouble.ts';

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
  /**
   * What an item is known by, where a claim may bring one that is still in hand: its lease ran out while its holder works
   * on, after a step of the clock or a long wait. It is not worked on twice; the claim has made its lease longer.
   */
  readonly idOf?: (item: Item) => string;
  readonly work: (item: Item) => Promise<void>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
};

/** While work cannot be looked for, as on a full disk: soon enough after it is mended, and no load before. */
const CLAIM_BACKOFF: Backoff = { baseMs: 1_000, capMs: 30_000 };

/** Claims and works off items until stopped. An error in one item is logged and harms no other: its row says what is owed. */
export function createLoop<Item>(options: Options<Item>): Loop {
  const { name, idleMs, clock, random, logger } = options;
  const trouble = createTrouble({ doing: `claiming for ${name}`, backoff: CLAIM_BACKOFF, random, logger });
  const [tick, pause] = [createPause(clock), createPause(clock)];
  const claims = createClaims(options, look);
  let running = false;
  let claiming: Promise<void> | undefined;
  let lookAgain = false;

  function look(): void {
    lookAgain = true;
    if (!running || claiming || pause.isOn()) return;
    claiming = claimAll().finally(() => {
      claiming = undefined;
      if (lookAgain) look();
    });
  }

  async function claimAll(): Promise<void> {
    lookAgain = false;
    try {
      for (let more = true; more && running && claims.hasRoom(); trouble.over()) more = await claims.next();
    } catch (error) {
      const waitMs = trouble.failed(error);
      if (running) pause.start(waitMs, look);
    }
  }

  function lookEveryTick(): void {
    look();
    tick.start(idleMs, lookEveryTick);
  }

  return {
    look,
    start: () => {
      if (running) return;
      running = true;
      lookEveryTick();
    },
    stop: async () => {
      running = false;
      tick.stop();
      pause.stop();
      await claiming;
      await claims.finished();
    },
  };
}

/** Takes items as long as there is room for them, and works on each of them. `done` is called after each. */
function createClaims<Item>({ name, concurrency, claim, idOf, work, logger }: Options<Item>, done: () => void) {
  const hand = createHand(idOf);

  function take(item: Item): void {
    const working = work(item).catch((error: unknown) =>
      logger.error({ loop: name, err: error }, 'work failed; its row is left as it is'),
    );
    void hand.hold(item, working).then(done);
  }

  return {
    hasRoom: () => hand.count() < concurrency,
    /** Whether there was one, so that there may be more. */
    next: async (): Promise<boolean> => {
      const item = await claim();
      if (item !== undefined && !hand.has(item)) take(item);
      return item !== undefined;
    },
    finished: hand.emptied,
  };
}

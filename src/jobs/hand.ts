/** What a loop is working on. */
export type Hand<Item> = {
  readonly count: () => number;
  /** Whether this very item is being worked on. */
  readonly has: (item: Item) => boolean;
  /** Resolves when the item is out of hand. `work` never rejects. */
  readonly hold: (item: Item, work: Promise<void>) => Promise<void>;
  readonly emptied: () => Promise<void>;
};

/** Without `idOf`, no item is taken for another. */
export function createHand<Item>(idOf: ((item: Item) => string) | undefined): Hand<Item> {
  const underWay = new Set<Promise<void>>();
  const ids = new Set<string>();
  return {
    count: () => underWay.size,
    has: (item) => idOf !== undefined && ids.has(idOf(item)),
    hold: (item, work) => {
      const id = idOf?.(item);
      if (id !== undefined) ids.add(id);
      const done = work.finally(() => {
        underWay.delete(done);
        if (id !== undefined) ids.delete(id);
      });
      underWay.add(done);
      return done;
    },
    emptied: async () => {
      await Promise.all(underWay);
    },
  };
}

type Row = {
  readonly id: string;
  readonly channel: number;
  readonly createdAt: number;
  nextAt: number;
  isLeased: boolean;
  isHeld: boolean;
};

/** The outbox's rules as the port words them, over a plain list and without any cleverness. */
export function createNaiveOutbox(leaseMs: number) {
  const due: Row[] = [];

  const isOlder = (one: Row, other: Row) =>
    one.createdAt < other.createdAt || (one.createdAt === other.createdAt && one.id < other.id);
  const standsBehind = (row: Row) =>
    due.some((other) => other.channel === row.channel && other.isHeld && isOlder(other, row));
  const leasedIn = (channel: number, now: number) =>
    due.filter((row) => row.channel === channel && row.isLeased && row.nextAt > now).length;

  return {
    owe: (id: string, channel: number, createdAt: number) => {
      due.push({ id, channel, createdAt, nextAt: createdAt, isLeased: false, isHeld: false });
    },

    claim: (now: number, maxPerChannel: number): string | undefined => {
      const inTurn = due
        .filter((row) => row.nextAt <= now && leasedIn(row.channel, now) < maxPerChannel)
        .toSorted((one, other) => one.nextAt - other.nextAt || (one.id < other.id ? -1 : 1));
      for (const row of inTurn) {
        if (!standsBehind(row)) {
          Object.assign(row, { isLeased: true, nextAt: now + leaseMs });
          return row.id;
        }
        // Who waited in line stays in it: those behind go after it, not beside it.
        row.isHeld = true;
      }
      return undefined;
    },

    /** One of those that are leased, if there is any. */
    leased: (which: number): string | undefined => {
      const leased = due.filter(({ isLeased }) => isLeased);
      return leased[which % Math.max(1, leased.length)]?.id;
    },

    finish: (id: string, how: 'delivered' | 'given up' | 'held' | 'later', nextAt: number) => {
      const at = due.findIndex((row) => row.id === id);
      if (how === 'delivered' || how === 'given up') due.splice(at, 1);
      else Object.assign(due[at] ?? {}, { isLeased: false, isHeld: how === 'held', nextAt });
    },

    restart: (): number => {
      const leased = due.filter(({ isLeased }) => isLeased);
      for (const row of leased) Object.assign(row, { isLeased: false, nextAt: row.createdAt });
      return leased.length;
    },
  };
}

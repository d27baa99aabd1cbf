import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createNaiveOutbox } from './naive-outbox.ts';
import { openRehearsal, openStores } from './open-stores.ts';
import { NOON, nextId, queuedJob, SUCCESS } from './stories.ts';

const LEASE_MS = 60_000;
const BUSY = '300000000000000001';
const QUIET = '300000000000000002';

type Stores = Pick<ReturnType<typeof openStores>, 'jobs' | 'deliveries'>;

/** A message owed to a channel since `at`; answers its id. */
async function owe({ jobs }: Stores, channelId: string, at: number): Promise<string> {
  const job = queuedJob();
  await jobs.accept({ ...job, origin: { ...job.origin, channelId } });
  const deliveryId = nextId();
  await jobs.settle({ jobId: job.id, end: SUCCESS, expected: ['queued'], deliveryId, now: at });
  return deliveryId;
}

const claim = async ({ deliveries }: Stores, now: number, maxPerChannel = 10) =>
  (await deliveries.claimDue({ now, leaseMs: LEASE_MS, maxPerChannel }))?.id;

const again = (nextAt: number, held: boolean) => ({ nextAt, held, error: '503' });

describe('a channel that Discord does not let us post to', () => {
  test('keeps its order: younger messages wait until the held one is posted, and then go one by one', async () => {
    const stores = openStores();
    const [first, second, third] = [
      await owe(stores, BUSY, NOON),
      await owe(stores, BUSY, NOON + 1),
      await owe(stores, BUSY, NOON + 2),
    ];
    expect(await claim(stores, NOON + 5)).toBe(first);
    await stores.deliveries.postpone(first, again(NOON + 1_000, true));
    expect(await claim(stores, NOON + 5)).toBeUndefined();
    // While it is tried again it is still held.
    expect(await claim(stores, NOON + 1_000)).toBe(first);
    expect(await claim(stores, NOON + 1_000)).toBeUndefined();
    await stores.deliveries.markDelivered(first, { now: NOON + 1_001 });
    expect([await claim(stores, NOON + 1_001), await claim(stores, NOON + 1_001)]).toStrictEqual([second, undefined]);
    await stores.deliveries.markDelivered(second, { now: NOON + 1_002 });
    expect(await claim(stores, NOON + 1_002)).toBe(third);
  });

  test('keeps nobody waiting in another channel, and holds up nothing older than itself', async () => {
    const stores = openStores();
    const [older, held] = [await owe(stores, BUSY, NOON), await owe(stores, BUSY, NOON + 1)];
    await claim(stores, NOON + 5);
    await claim(stores, NOON + 5);
    await stores.deliveries.postpone(held, again(NOON + 9_000, true));
    await stores.deliveries.postpone(older, again(NOON + 10, false));
    const elsewhere = await owe(stores, QUIET, NOON + 2);
    expect([await claim(stores, NOON + 10), await claim(stores, NOON + 10)]).toStrictEqual([elsewhere, older]);
  });

  test('is free again when the held one is given up, or turns out to wait for its file', async () => {
    const stores = openStores();
    const [first, second, third] = [
      await owe(stores, BUSY, NOON),
      await owe(stores, BUSY, NOON + 1),
      await owe(stores, BUSY, NOON + 2),
    ];
    await claim(stores, NOON + 5);
    await stores.deliveries.postpone(first, again(NOON + 9_000, true));
    expect(await claim(stores, NOON + 5)).toBeUndefined();
    await stores.deliveries.postpone(first, again(NOON + 9_000, false));
    expect(await claim(stores, NOON + 5)).toBe(second);
    await stores.deliveries.postpone(second, again(NOON + 9_000, true));
    expect(await claim(stores, NOON + 5)).toBeUndefined();
    await stores.deliveries.giveUp(second, { now: NOON + 6, error: 'gone' });
    expect(await claim(stores, NOON + 6)).toBe(third);
  });

  test('stays held over a restart', async () => {
    const stores = openStores();
    const first = await owe(stores, BUSY, NOON);
    await claim(stores, NOON + 5);
    await stores.deliveries.postpone(first, again(NOON + 1_000, true));
    await owe(stores, BUSY, NOON + 1);
    expect(await claim(stores, NOON + 1_000)).toBe(first);
    expect(await stores.deliveries.releaseLeases()).toBe(1);
    expect([await claim(stores, NOON + 1_000), await claim(stores, NOON + 1_000)]).toStrictEqual([first, undefined]);
  });
});

describe('a busy channel', () => {
  test('has no more than its share of workers at a time, so that others get theirs', async () => {
    const stores = openStores();
    for (const at of [1, 2, 3]) await owe(stores, BUSY, NOON + at);
    const elsewhere = await owe(stores, QUIET, NOON + 4);
    const taken = [await claim(stores, NOON + 5, 2), await claim(stores, NOON + 5, 2)];
    expect([await claim(stores, NOON + 5, 2), await claim(stores, NOON + 5, 2)]).toStrictEqual([elsewhere, undefined]);
    await stores.deliveries.markDelivered(String(taken[0]), { now: NOON + 6 });
    expect(await claim(stores, NOON + 6, 2)).toBeDefined();
  });

  test('is not kept busy by leases that have run out', async () => {
    const stores = openStores();
    const first = await owe(stores, BUSY, NOON);
    expect(await claim(stores, NOON, 1)).toBe(first);
    expect(await claim(stores, NOON + LEASE_MS, 1)).toBe(first);
  });
});

/** Few channels and many claims, so that lines form and are worked off. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('owe' as const), channel: fc.nat(1) }) },
  { weight: 6, arbitrary: fc.record({ does: fc.constant('claim' as const), max: fc.integer({ min: 1, max: 3 }) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('finish' as const),
      which: fc.nat(9),
      how: fc.constantFrom('delivered' as const, 'given up' as const, 'held' as const, 'later' as const),
      afterMs: fc.nat(60),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('wait' as const), ms: fc.nat(150) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('restart' as const) }) },
);

const owing = (channel: number) => ({ does: 'owe' as const, channel });
const claiming = (max: number) => ({ does: 'claim' as const, max });
const waiting = (ms: number) => ({ does: 'wait' as const, ms });
const finishing = (which: number, how: 'held' | 'later' | 'delivered') =>
  ({ does: 'finish', which, how, afterMs: how === 'held' ? 4 : 0 }) as const;

/** Once found: a lease runs out, the message is put in line, and its worker comes back and says that it waits for a file. */
const LEASE_RAN_OUT_IN_LINE = [
  ...[
    owing(0),
    owing(1),
    claiming(1),
    claiming(1),
    owing(1),
    claiming(2),
    waiting(78),
    owing(1),
    claiming(1),
    waiting(16),
  ],
  ...[finishing(4, 'held'), claiming(1), finishing(0, 'delivered'), claiming(1), finishing(0, 'later'), claiming(1)],
  ...[claiming(2), finishing(0, 'delivered'), claiming(1)],
];

test('whatever happens in whatever order, a claim is what the rules say, read literally', async () => {
  const property = fc.asyncProperty(fc.array(step, { maxLength: 120, size: 'max' }), async (steps) => {
    const { database, ...stores } = openRehearsal();
    const naive = createNaiveOutbox(100);
    let now = NOON;
    for (const each of steps) {
      now += each.does === 'wait' ? each.ms : 1;
      if (each.does === 'owe')
        naive.owe(await owe(stores, `${BUSY.slice(0, -1)}${each.channel}`, now), each.channel, now);
      if (each.does === 'claim') {
        const claimed = await stores.deliveries.claimDue({ now, leaseMs: 100, maxPerChannel: each.max });
        expect(claimed?.id).toBe(naive.claim(now, each.max));
      }
      if (each.does === 'restart') expect(await stores.deliveries.releaseLeases()).toBe(naive.restart());
      const id = each.does === 'finish' ? naive.leased(each.which) : undefined;
      if (each.does !== 'finish' || id === undefined) continue;
      naive.finish(id, each.how, now + each.afterMs);
      if (each.how === 'delivered') await stores.deliveries.markDelivered(id, { now });
      else if (each.how === 'given up') await stores.deliveries.giveUp(id, { now, error: '' });
      else await stores.deliveries.postpone(id, again(now + each.afterMs, each.how === 'held'));
    }
    database.close();
  });
  await fc.assert(property, { numRuns: 150, examples: [[LEASE_RAN_OUT_IN_LINE]] });
});

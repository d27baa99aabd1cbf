/**
 * A process of its own, on a watched disk: takes jobs and callbacks through the real stores, as concurrently as a webhook
 * server does, and says of each what the store has promised by a line in a file beside the database. Those lines stand in
 * the disk's log, too: so it is known what was promised before any point of it.
 *
 * Arguments: the database's path, the file for the promises, how many callbacks, the seed.
 */
import { openSync, writeSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createChance } from '#test/crash/chance.ts';
import { callbackFor, queuedJob } from '#test/storage/stories.ts';
import { openStores } from './stores.ts';

/** Callbacks on their way at the same time: groups of many, of few and of one are committed. */
const MEMBERS = 12;

const [path = '', promises = '', callbacks = '0', seed = '0'] = process.argv.slice(2);
const chance = createChance(Number(seed));
const { jobs, deliveries } = await openStores(path);
const promisesFd = openSync(promises, 'a');
let left = Number(callbacks);

const promised = (what: string, id: string) => writeSync(promisesFd, `${what} ${id}\n`);

async function member(): Promise<void> {
  while (left > 0) {
    left -= 1;
    const job = queuedJob();
    await jobs.accept(job);
    promised('accepted', job.id);
    for (let turns = chance.below(4); turns > 0; turns -= 1) await nextTurn();
    const callback = callbackFor(job);
    const taken = chance.percent(15) ? [callback, callbackFor(job)] : [callback];
    await Promise.all(
      taken.map(async (each) => {
        await jobs.receiveCallback(each);
        promised('callback', each.id);
      }),
    );
    if (chance.percent(50)) await deliver(callback.deliveryId);
  }
}

/** What else is written beside the callbacks. */
async function deliver(deliveryId: string): Promise<void> {
  await deliveries.markDelivered(deliveryId, { now: 1, messageId: '500000000000000001' });
  promised('delivered', deliveryId);
}

await Promise.all(Array.from({ length: MEMBERS }, member));
// No closing: what a database does on its way out would be one more chance to make good what was promised.
process.kill(process.pid, 'SIGKILL');

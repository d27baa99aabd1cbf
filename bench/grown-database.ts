import Sqlite from 'better-sqlite3';
import type { End } from '#domain/ports/job-store.ts';
import type { Request } from '#domain/request.ts';
import { RUN_DEADLINE_MS } from '#jobs/deadlines.ts';
import { createIds } from '#signing/ids.ts';
import { openDatabase } from '#storage/database.ts';
import { createStores } from '#storage/stores.ts';

/** Members among whom the jobs are shared. */
export const MEMBERS = 10_000;

const CHANNELS = 1_000;

/** Between two jobs, in milliseconds: five million of them are a year and a half. */
const APART_MS = 10_000;

export type Grown = {
  readonly count: number;
  readonly idAt: (index: number) => string;
  readonly accept: (member: number) => Promise<unknown>;
  /** Ends the next of the jobs that run. */
  readonly callBack: () => Promise<unknown>;
  readonly find: (jobId: string) => Promise<unknown>;
  readonly list: (member: number) => Promise<unknown>;
  /** Counts one member's jobs without any index. */
  readonly scan: () => unknown;
  readonly close: () => Promise<void>;
};

/** More than the rounds of one measurement end. */
const RUNNING = 4_000;

const REQUEST: Request = {
  use: 'imagine',
  model: 'modelslab/flux',
  prompt: 'a bower of blue things in a clearing of the forest, morning light',
  options: { aspect: '1:1', count: 1 },
  inputs: [],
  nsfwAllowed: false,
};

/** A database with so many delivered jobs in it, each with its callback, artifact and delivery, and some that run. */
export async function growDatabase(path: string, count: number): Promise<Grown> {
  const began = Date.now() - count * APART_MS;
  const ids = createIds();
  const template = await makeTemplate(path);
  fill(path, template, { count, began });
  const database = openDatabase({ path });
  const stores = createStores(database);
  const accept = (member: number) => {
    const now = Date.now();
    return stores.jobs.accept({
      id: ids.next(),
      provider: 'modelslab',
      request: REQUEST,
      origin: originOf(member),
      state: 'queued',
      createdAt: now,
      notBefore: now,
      deadlineAt: now + RUN_DEADLINE_MS.image,
    });
  };
  const running: string[] = [];
  for (let index = 0; index < RUNNING; index += 1) await accept(index % MEMBERS);
  for (let index = 0; index < RUNNING; index += 1) {
    const claim = { provider: 'modelslab', maxInFlight: RUNNING, now: Date.now(), deadlineAfterMs: RUN_DEADLINE_MS };
    const job = await stores.jobs.claimNext(claim);
    if (!job) throw new Error('a job that was accepted could not be claimed');
    await stores.jobs.markRunning(job.id, { task: { family: 'images', taskId: job.id }, pollAt: job.deadlineAt });
    running.push(job.id);
  }
  const reader = new Sqlite(path, { readonly: true });
  const scan = reader.prepare('select count(*) from jobs not indexed where user_id = ?');
  return {
    count,
    idAt: (index) => idOf(index),
    accept,
    callBack: () => {
      const jobId = running.pop();
      if (jobId === undefined) throw new Error('no job is running any more');
      return stores.jobs.receiveCallback({
        id: ids.next(),
        provider: 'modelslab',
        jobId,
        receivedAt: Date.now(),
        body: 'x'.repeat(600),
        news: { news: 'ended', taskId: jobId, end: END },
        deliveryId: ids.next(),
      });
    },
    find: stores.jobs.find,
    list: (member) => stores.jobs.listByMember({ userId: userAt(member), guildId: undefined, limit: 10 }),
    scan: () => scan.get(userAt(0)),
    close: async () => {
      reader.close();
      await database.close();
    },
  };
}

const END: End = {
  state: 'succeeded',
  success: { outcome: 'succeeded', seed: 1 },
  sources: [{ urls: ['https://example.com/generations/1.png'] }],
};

const userAt = (member: number): string => String(100_000_000_000_000_000n + BigInt(member));

/** Above those of the copies. */
let interactions = 2_000_000_000_000_000_000n;

const originOf = (member: number, interactionId = String(interactions++)) => ({
  channelId: String(300_000_000_000_000_000n + BigInt(member % CHANNELS)),
  userId: userAt(member),
  interactionId,
  attachmentLimitBytes: 10_485_760,
});

/** Ids in the order of time, as those of the bot are, and before every one of them. */
const idOf = (index: number): string => `00${String(index).padStart(24, '0')}`;

async function makeTemplate(path: string): Promise<string> {
  const database = openDatabase({ path });
  const { jobs, deliveries } = createStores(database);
  const id = `00${'z'.repeat(24)}`;
  const now = Date.now();
  const deadlineAt = now + RUN_DEADLINE_MS.image;
  const queued = { id, provider: 'modelslab', request: REQUEST, origin: originOf(0, '1') };
  await jobs.accept({ ...queued, state: 'queued', createdAt: now, notBefore: now, deadlineAt });
  await jobs.claimNext({ provider: 'modelslab', maxInFlight: 1, now, deadlineAfterMs: RUN_DEADLINE_MS });
  await jobs.markRunning(id, { task: { family: 'images', taskId: id }, pollAt: deadlineAt });
  const news = { news: 'ended', taskId: id, end: END } as const;
  const callback = {
    id,
    provider: 'modelslab',
    jobId: id,
    receivedAt: now,
    body: 'x'.repeat(600),
    news,
    deliveryId: id,
  };
  await jobs.receiveCallback(callback);
  const delivery = await deliveries.claimDue({ now, leaseMs: 1, maxPerChannel: 1 });
  if (delivery) await deliveries.markDelivered(delivery.id, { now, messageId: '1' });
  await database.close();
  return id;
}

const TABLES = ['jobs', 'callbacks', 'artifacts', 'deliveries'];

/** Copies the template's rows, in the order in which time would have brought them. */
function fill(
  path: string,
  template: string,
  { count, began }: { readonly count: number; readonly began: number },
): void {
  const sqlite = new Sqlite(path);
  sqlite.pragma('synchronous = OFF');
  sqlite.pragma('foreign_keys = OFF');
  sqlite.pragma('cache_size = -500000');
  const numbers = `with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < ${count})`;
  for (const table of TABLES) {
    const names = (sqlite.pragma(`table_info(${table})`) as { readonly name: string }[]).map(({ name }) => name);
    const values = names.map((name) => copyOf(table, name, began));
    const key = table === 'jobs' ? 'id' : 'job_id';
    sqlite.exec(`${numbers} insert into ${table} (${names.join(', ')})
      select ${values.join(', ')} from n, (select * from ${table} where ${key} = '${template}') as t`);
  }
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
  sqlite.close();
}

/** The value of a copy's column: what tells copies apart, and the times, are its own. */
function copyOf(table: string, column: string, began: number): string {
  const id = `printf('00%024d', i)`;
  if (column === 'job_id' || column === 'task_id' || (column === 'id' && table !== 'artifacts')) return id;
  if (column === 'interaction_id') return `cast(900000000000000000 + i as text)`;
  if (column === 'user_id') return `cast(100000000000000000 + (i * 7919) % ${MEMBERS} as text)`;
  if (column === 'channel_id') return `cast(300000000000000000 + (i * 7919) % ${CHANNELS} as text)`;
  if (column.endsWith('_at') && column !== 'due_at')
    return `case when t.${column} is null then null else ${began} + i * ${APART_MS} end`;
  return `t.${column}`;
}

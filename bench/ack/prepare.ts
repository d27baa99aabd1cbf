import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { bodyAbout, type CallbackRequest } from '#bench/load/requests.ts';
import type { Request } from '#domain/request.ts';
import { RUN_DEADLINE_MS } from '#jobs/deadlines.ts';
import { createIds } from '#signing/ids.ts';
import { createTrackIds } from '#signing/track-ids.ts';
import { openDatabase } from '#storage/database.ts';
import { createStores } from '#storage/stores.ts';

/** Of the receiver in the other process, too. */
export const SECRET = 'a secret of the benchmark, as long as it has to be';

const USER = '80351110224678912';
const CHANNEL = '41771983423143937';

/** Larger than any task id that a service has been seen to give. */
const FIRST_TASK = 1_000_000_000;

/**
 * A database with so many running jobs, and the callbacks that end them. One job is made by the store, the others are its
 * copies: what counts is what a callback meets, not how it came there.
 */
export async function prepareJobs(dir: string, count: number): Promise<readonly CallbackRequest[]> {
  const path = join(dir, 'bowerbird.db');
  const template = await makeOne(path);
  const ids = createIds();
  const trackIds = createTrackIds([SECRET]);
  const sqlite = new Sqlite(path);
  const columns = sqlite.pragma('table_info(jobs)') as { readonly name: string }[];
  const changed: Readonly<Record<string, string>> = { id: '@id', interaction_id: '@number', task_id: '@number' };
  const copy = sqlite.prepare(
    `insert into jobs select ${columns.map(({ name }) => changed[name] ?? name).join(', ')} from jobs where id = @template`,
  );
  const requests: CallbackRequest[] = [];
  sqlite.transaction(() => {
    for (let index = 0; index < count; index += 1) {
      const [id, number] = [ids.next(), String(FIRST_TASK + index)];
      copy.run({ id, number, template });
      const trackId = trackIds.mint({ userId: USER, kind: 'image', channelId: CHANNEL, jobId: id });
      requests.push({ path: `/webhooks/modelslab/${trackId}`, body: bodyAbout(number, trackId) });
    }
  })();
  sqlite.close();
  return requests;
}

async function makeOne(path: string): Promise<string> {
  const database = openDatabase({ path });
  const { jobs } = createStores(database);
  const now = Date.now();
  const id = createIds().next();
  const origin = { channelId: CHANNEL, userId: USER, interactionId: '1', attachmentLimitBytes: 10_485_760 };
  const request: Request = {
    use: 'imagine',
    model: 'modelslab/flux',
    prompt: 'a bower of blue things',
    options: { aspect: '1:1', count: 1 },
    inputs: [],
    nsfwAllowed: false,
  };
  const deadlineAt = now + RUN_DEADLINE_MS.image;
  await jobs.accept({
    id,
    provider: 'modelslab',
    request,
    origin,
    state: 'queued',
    createdAt: now,
    notBefore: now,
    deadlineAt,
  });
  await jobs.claimNext({ provider: 'modelslab', maxInFlight: 1, now, deadlineAfterMs: RUN_DEADLINE_MS });
  await jobs.markRunning(id, { task: { family: 'images', taskId: '1' }, pollAt: deadlineAt });
  database.close();
  return id;
}

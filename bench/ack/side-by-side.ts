import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallbackRequest } from '#bench/load/requests.ts';
import { createPretendDisk } from '#sandbox/disk/pretend-disk.ts';
import { prepareJobs } from './prepare.ts';
import type { ReceiverName } from './receiver.ts';
import { startReceiver } from './receiver.ts';

/** What one receiver did in each of its rounds. */
export type Rounds<Round> = Readonly<Record<ReceiverName, readonly Round[]>>;

export type Trial<Round> = (port: number, requests: Iterator<CallbackRequest>) => Promise<Round>;

const RECEIVERS: readonly ReceiverName[] = ['bare-express', 'bowerbird', 'one-transaction'];

/**
 * Lets the three receivers take turns, so that what disturbs the machine disturbs all of them, and each starts afresh in
 * every round. The receivers that store nothing are sent the same requests.
 */
export async function sideBySide<Round>(
  trial: Trial<Round>,
  options: {
    readonly rounds: number;
    readonly requests: number /** Added to each fsync, in milliseconds. */;
    readonly slowerByMs?: number;
  },
): Promise<Rounds<Round>> {
  const done: Record<ReceiverName, Round[]> = { 'bare-express': [], bowerbird: [], 'one-transaction': [] };
  for (let round = 0; round < options.rounds; round += 1) {
    const dir = await mkdtemp(join(tmpdir(), 'bowerbird-bench-'));
    const requests = await prepareJobs(dir, options.requests);
    for (const name of RECEIVERS) {
      const receiver = await startReceiver(name, dir, await diskOf(dir, options.slowerByMs));
      done[name].push(await trial(receiver.port, requests.values()));
      await receiver.stop();
    }
    await rm(dir, { recursive: true, force: true });
  }
  return done;
}

/** What puts a process onto a disk that is slower than this one. */
async function diskOf(prefix: string, slowerByMs: number | undefined): Promise<Readonly<Record<string, string>>> {
  if (slowerByMs === undefined) return {};
  const dir = await mkdtemp(join(tmpdir(), 'bowerbird-disk-'));
  const { env } = await createPretendDisk({ dir, prefix, slowUs: slowerByMs * 1_000 });
  return env;
}

import { parentPort, workerData } from 'node:worker_threads';
import { play } from './run.ts';
import type { Played, Shard } from './shards.ts';

/** A thread that plays the worlds it is sent, one after the other. */
if (!parentPort) throw new Error('This is a worker thread of main.ts.');
const port = parentPort;
const wantsLog = workerData === 'log';

port.on('message', (shard: Shard) => {
  void play({ ...shard, ...(wantsLog && { hear: (line: string) => process.stderr.write(`${line}\n`) }) }).then(
    (outcome) => port.postMessage({ shard, outcome } satisfies Played),
  );
});

import { parentPort, workerData } from 'node:worker_threads';
import type { SweepOrder } from './sweep.ts';
import { sweepFolder } from './sweep-folder.ts';

// The other end of sweep.ts.
const order: SweepOrder = workerData;
parentPort?.postMessage(sweepFolder(order));

import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { CallbackRequest } from './requests.ts';
import { textOf } from './requests.ts';

export type OpenLoop = {
  /** From the instant at which a request was due to the last byte of its answer, in milliseconds. */
  readonly latenciesMs: readonly number[];
  /** Requests that were refused, broken off or not answered with 200. */
  readonly failed: number;
};

/** What has not been answered then never will be. */
const GIVE_UP_MS = 60_000;

/**
 * Sends each request at its own instant over a connection of its own, whether or not earlier ones have been answered:
 * what providers do. `dueMs` counts from the start; a generator that is late does not shorten a latency.
 */
export async function openLoop(
  port: number,
  requests: readonly CallbackRequest[],
  dueMs: (index: number) => number,
): Promise<OpenLoop> {
  const began = performance.now();
  const answers = requests.map(async (request, index) => {
    const due = began + dueMs(index);
    await until(due);
    const isStored = await send(port, request);
    return { latencyMs: performance.now() - due, isStored };
  });
  const all = await Promise.all(answers);
  return { latenciesMs: all.map(({ latencyMs }) => latencyMs), failed: all.filter(({ isStored }) => !isStored).length };
}

/** Instants of a Poisson process: as if many senders did not know of each other. */
export function poissonInstants(perSecond: number, count: number, random: () => number): readonly number[] {
  let at = 0;
  return Array.from({ length: count }, () => {
    at += (-Math.log(1 - random()) / perSecond) * 1_000;
    return at;
  });
}

function until(instant: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, instant - performance.now())));
}

function send(port: number, request: CallbackRequest): Promise<boolean> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.setTimeout(GIVE_UP_MS, () => socket.destroy());
    socket.setEncoding('latin1');
    socket.on('data', (text) => {
      answer += text;
    });
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(answer.startsWith('HTTP/1.1 200')));
    socket.write(textOf(request, 'close'));
  });
}

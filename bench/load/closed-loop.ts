import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { CallbackRequest } from './requests.ts';
import { textOf } from './requests.ts';

export type ClosedLoop = { readonly perSecond: number; readonly failed: number };

type Load = { readonly connections: number; readonly seconds: number };

/**
 * Connections that stay open and each send their next request when the last is answered. Requests are used up, never
 * repeated. By plain sockets: a generator that parses as much as the server does would measure itself.
 */
export async function closedLoop(
  port: number,
  requests: Iterator<CallbackRequest>,
  { connections, seconds }: Load,
): Promise<ClosedLoop> {
  const began = performance.now();
  const until = began + seconds * 1_000;
  const counts = await Promise.all(Array.from({ length: connections }, () => converse(port, requests, until)));
  const tookSeconds = (performance.now() - began) / 1_000;
  const sum = (of: keyof Counts) => counts.reduce((total, count) => total + count[of], 0);
  return { perSecond: sum('stored') / tookSeconds, failed: sum('failed') };
}

type Counts = { stored: number; failed: number };

const OK = Buffer.from('HTTP/1.1 200');

/** Answers here are so short that each comes in one piece. */
function converse(port: number, requests: Iterator<CallbackRequest>, until: number): Promise<Counts> {
  return new Promise((resolve) => {
    const counts: Counts = { stored: 0, failed: 0 };
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const sendNext = () => {
      const next = performance.now() < until ? requests.next() : undefined;
      if (!next || next.done) return void socket.end();
      socket.write(textOf(next.value, 'keep-alive'));
    };
    socket.on('connect', sendNext);
    socket.on('data', (answer) => {
      counts[answer.subarray(0, OK.length).equals(OK) ? 'stored' : 'failed'] += 1;
      sendNext();
    });
    socket.on('error', () => {
      counts.failed += 1;
    });
    socket.once('close', () => resolve(counts));
  });
}

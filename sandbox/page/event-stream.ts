import type { Request, Response } from 'express';
import type { PageEvent } from './protocol.ts';

/** Proxies and browsers drop a silent stream after about a minute; a comment keeps it alive. */
const HEARTBEAT_MS = 15_000;

/** Adds a listener; answers how to take it away. */
export type Subscribe = (listener: (event: PageEvent) => void) => () => void;

/** Sends the events as server-sent events for as long as the browser listens. */
export function streamEvents(request: Request, response: Response, subscribe: Subscribe): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  response.write(': hello\n\n');
  const unsubscribe = subscribe((event) => response.write(`data: ${JSON.stringify(event)}\n\n`));
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS).unref();
  request.on('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
}

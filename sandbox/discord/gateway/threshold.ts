import type { Duplex } from 'node:stream';

/** `refusing` turns those away who want to connect, with 503; `silent` lets them wait and never answers. */
export type Threshold = 'open' | 'refusing' | 'silent';

/** What stands before the gateway. */
export function createThreshold() {
  const waiting = new Set<Duplex>();
  let how: Threshold = 'open';
  return {
    swing: (next: Threshold): void => {
      how = next;
      // Who waited in vain has to come again.
      for (const socket of waiting) socket.destroy();
    },
    /** False for somebody who has been kept out. */
    letsIn: (socket: Duplex): boolean => {
      if (how === 'open') return true;
      socket.on('error', () => {});
      if (how === 'refusing') socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
      else waiting.add(socket.on('close', () => waiting.delete(socket)));
      return false;
    },
  };
}

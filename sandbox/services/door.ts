import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { Express } from 'express';
import express from 'express';

/** An HTTP server of a service's own, so that it can really refuse connections while its neighbours take theirs. */
export type Door = {
  readonly app: Express;
  readonly server: Server;
  /** `http://127.0.0.1:<port>`, the same for ever. */
  readonly baseUrl: () => string;
  /** Takes connections, or none from now on and breaks those that there are. */
  readonly swing: (isOpen: boolean) => void;
  readonly close: () => Promise<void>;
};

export async function openDoor(): Promise<Door> {
  const app = express().disable('x-powered-by');
  const server = createServer(app);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    app,
    server,
    baseUrl: () => `http://127.0.0.1:${port}`,
    swing: (isOpen) => {
      if (isOpen === server.listening) return;
      if (isOpen) server.listen(port, '127.0.0.1');
      else shut(server);
    },
    close: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      shut(server);
      await closed;
    },
  };
}

function shut(server: Server): void {
  server.close();
  server.closeAllConnections();
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import express from 'express';
import { answerErrors, notFound } from './errors.ts';
import type { HealthChecks } from './health.ts';
import { health } from './health.ts';
import type { MediaFiles } from './media-files.ts';
import { mediaFiles } from './media-files.ts';
import type { MetricsSource } from './metrics.ts';
import { metrics } from './metrics.ts';
import type { WebhookDeps } from './webhooks.ts';
import { webhooks } from './webhooks.ts';

export type HttpDeps = WebhookDeps & {
  readonly mediaFiles: MediaFiles;
  readonly health: HealthChecks;
  readonly metrics: MetricsSource & WebhookDeps['metrics'];
};

export type HttpServer = {
  /** Rejects when the address cannot be had. Port 0 takes a free one. */
  readonly listen: (address: { readonly host: string; readonly port: number }) => Promise<{ readonly port: number }>;
  /** Takes no new connection, lets running requests finish for `graceMs`, then ends what is left. May be called again. */
  readonly close: (end: { readonly graceMs: number }) => Promise<void>;
};

const TIMEOUTS = {
  // Headers are one or two packets.
  headersTimeout: 10_000,
  // A whole callback of at most 1 MiB; also bounds what a stranger can send under a forged track id.
  requestTimeout: 30_000,
  // Longer than the 60 s that reverse proxies keep an idle connection, so that it is never us who hang up first.
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
};

export function createHttpServer(deps: HttpDeps): HttpServer {
  const server = createServer(TIMEOUTS, createApp(deps));
  let closing: Promise<void> | undefined;

  // A connection that served its last request would otherwise stay open for the rest of its keep-alive time.
  server.on('request', (_request, response) => {
    response.once('close', () => closing && setImmediate(() => server.closeIdleConnections()));
  });

  return {
    listen: ({ host, port }) => {
      const { promise, resolve, reject } = Promise.withResolvers<{ port: number }>();
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        resolve({ port: (server.address() as AddressInfo).port });
      });
      return promise;
    },
    close: ({ graceMs }) => {
      closing ??= end(graceMs);
      return closing;
    },
  };

  async function end(graceMs: number): Promise<void> {
    const ended = Promise.withResolvers<void>();
    const deadline = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => ended.resolve());
    await ended.promise;
    clearTimeout(deadline);
  }
}

function createApp(deps: HttpDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // Express would answer by itself with the methods of a path.
  app.options('/{*path}', notFound);
  app.use(webhooks(deps));
  app.use(mediaFiles(deps.mediaFiles));
  app.use(health(deps.health));
  app.use(metrics(deps.metrics));
  app.use(notFound);
  app.use(answerErrors(deps.logger));
  return app;
}

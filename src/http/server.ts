import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import express from 'express';
import { createBodyBudget } from './body-budget.ts';
import type { Bounds } from './bounds.ts';
import { BOUNDS } from './bounds.ts';
import { answerErrors, notFound } from './errors.ts';
import type { HealthChecks } from './health.ts';
import { health } from './health.ts';
import type { MediaFiles, MediaMetrics } from './media-files.ts';
import { serveMedia } from './media-files.ts';
import type { MetricsSource } from './metrics.ts';
import { metrics } from './metrics.ts';
import { messagesFor } from './prototypes.ts';
import { createTurnAway } from './turn-away.ts';
import type { WebhookDeps } from './webhooks.ts';
import { mountWebhooks } from './webhooks.ts';

export type HttpDeps = WebhookDeps & {
  readonly mediaFiles: MediaFiles;
  readonly health: HealthChecks;
  readonly metrics: MetricsSource & MediaMetrics & WebhookDeps['metrics'];
  /** In place of those in `bounds.ts`, for tests of what happens at them. */
  readonly bounds?: Partial<Bounds>;
};

export type HttpServer = {
  /** Rejects when the address cannot be had. Port 0 takes a free one. */
  readonly listen: (address: { readonly host: string; readonly port: number }) => Promise<{ readonly port: number }>;
  /** Takes no new connection, lets running requests finish for `graceMs`, then ends what is left. May be called again. */
  readonly close: (end: { readonly graceMs: number }) => Promise<void>;
};

export function createHttpServer(deps: HttpDeps): HttpServer {
  const bounds = { ...BOUNDS, ...deps.bounds };
  const app = createApp(deps, bounds);
  const times = {
    headersTimeout: bounds.headersTimeoutMs,
    requestTimeout: bounds.requestTimeoutMs,
    keepAliveTimeout: bounds.keepAliveMs,
    connectionsCheckingInterval: bounds.lookEveryMs,
  };
  const server = createServer({ ...times, ...messagesFor(app) }, app);
  server.maxConnections = bounds.connectionsMax;
  // Who is turned away at the door finds a place the next time: connections that ask nothing keep nobody out.
  server.on('drop', () => server.closeIdleConnections());
  let closing: Promise<void> | undefined;

  // A connection that served its last request would otherwise stay open for the rest of its keep-alive time.
  server.on('request', (_request, response) => {
    response.once('close', () => closing && setImmediate(() => server.closeIdleConnections()));
  });

  return {
    listen: ({ host, port }) => {
      const { promise, resolve, reject } = Promise.withResolvers<{ port: number }>();
      server.once('error', reject);
      server.listen({ port, host, backlog: bounds.connectionsMax }, () => {
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

function createApp(deps: HttpDeps, bounds: Bounds): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const turnAway = createTurnAway(bounds.strangers);
  mountWebhooks(app, { ...deps, bodies: createBodyBudget(bounds.bodiesMaxBytes), turnAway });
  // Express would answer by itself with the methods of a path.
  app.options('/{*path}', notFound);
  app.use(serveMedia({ ...deps, turnAway }));
  app.use(health(deps.health));
  app.use(metrics(deps.metrics));
  app.use(notFound);
  app.use(answerErrors(deps.logger));
  return app;
}

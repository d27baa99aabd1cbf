import { join } from 'node:path';
import { createHttpServer } from '#http/server.ts';
import { createReceiveCallback } from '#jobs/receive-callback.ts';
import { createWakes } from '#jobs/wakes.ts';
import { createProviders } from '#providers/registry.ts';
import { createIds } from '#signing/ids.ts';
import { createTrackIds } from '#signing/track-ids.ts';
import { createSteadyClock } from '#src/system-clock.ts';
import { openStorage } from '#storage/open-storage.ts';
import { createLogger } from '#telemetry/logger.ts';
import { createMetrics } from '#telemetry/metrics.ts';
import { SECRET } from './prepare.ts';

// The half of the bot that takes callbacks, put together as src/app.ts does it; its worker would only add the work of
// delivering what these callbacks are about.

const [dir = '.'] = process.argv.slice(2);
const logger = createLogger({ level: 'info', secrets: [SECRET] });
const storage = await openStorage({
  path: join(dir, 'bowerbird.db'),
  lost: (error) => {
    throw error;
  },
});
const trackIds = createTrackIds([SECRET]);
const providers = createProviders(
  { modelslab: { apiKey: 'none', apiUrl: 'http://127.0.0.1:9', maxConcurrency: 5 } },
  { logger },
);
const journal = createMetrics({ countOpen: storage.jobs.countOpen });
const receiveCallback = createReceiveCallback({
  jobs: storage.jobs,
  providers,
  ids: createIds(),
  clock: createSteadyClock(),
  wakes: createWakes(),
  journal,
  logger,
});
const server = createHttpServer({
  trackIds,
  providerNames: new Set(providers.keys()),
  receiveCallback,
  workflowTokens: { verify: () => undefined },
  receiveWorkflowCallback: async () => 'unknown_job',
  mediaFiles: { open: () => undefined },
  health: {},
  metrics: journal,
  logger,
});
const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
process.send?.({ port });

import { join } from 'node:path';
import { createCatalogue } from '#catalogue/catalogue.ts';
import type { Config } from '#config/config.ts';
import type { Health } from '#http/health.ts';
import { createHttpServer } from '#http/server.ts';
import { createFollowClock } from '#jobs/follow-clock.ts';
import { createReceiveCallback } from '#jobs/receive-callback.ts';
import { createReceiveWorkflowCallback } from '#jobs/receive-workflow-callback.ts';
import { createSettle } from '#jobs/settle.ts';
import { createWakes } from '#jobs/wakes.ts';
import { createMediaStore } from '#media/media-store.ts';
import type { ProvidersConfig } from '#providers/registry.ts';
import { createProviders } from '#providers/registry.ts';
import { createIds } from '#signing/ids.ts';
import { loadOrCreateSecret } from '#signing/track-id-secret.ts';
import { createTrackIds } from '#signing/track-ids.ts';
import { createWorkflowTokens } from '#signing/workflow-tokens.ts';
import { openStorage } from '#storage/open-storage.ts';
import type { SecretiveLogger } from '#telemetry/logger.ts';
import { createMetrics } from '#telemetry/metrics.ts';
import type { Closing } from './closing.ts';
import { createSteadyClock } from './system-clock.ts';

/** Longest video result documented is well below; a disk is filled by many files, not by one. */
const MEDIA_MAX_BYTES = 512 * 1024 * 1024;

/** 512 MiB at 1 MiB a second. */
const MEDIA_TIMEOUT_MS = 10 * 60_000;

/** Callbacks take milliseconds; this is for one that is on its way while we close. */
const HTTP_GRACE_MS = 2_000;

type Start = {
  readonly config: Config;
  readonly logger: SecretiveLogger;
  readonly closing: Closing;
  /** Called when a part without which nothing works has ended by itself: the gateway for good, or the database's thread. */
  readonly lost: (what: string) => void;
};

/**
 * The roof: builds every part and hands it to the use cases. The half that keeps promises to the outside, storage and the
 * webhook server, is up before the other half, Discord, is even loaded: a provider that calls back during a restart
 * finds an open door. What is started is registered with `closing` at once.
 */
export async function startApp(start: Start): Promise<{ readonly port: number }> {
  const { config, closing, logger } = start;
  const core = await buildCore(start);
  const discord = { health: (): Health => ({ ok: false, detail: 'connecting' }) };

  const receiveCallback = createReceiveCallback(core);
  const server = createHttpServer({
    trackIds: core.trackIds,
    providerNames: new Set(core.providers.keys()),
    receiveCallback,
    workflowTokens: core.workflowTokens,
    receiveWorkflowCallback: createReceiveWorkflowCallback({ ...core, receiveCallback }),
    mediaFiles: core.media,
    health: {
      database: async () => ({ ok: (await core.jobs.countOpen()) !== undefined }),
      discord: () => discord.health(),
    },
    metrics: core.journal,
    logger,
  });
  const { port } = await server.listen(config.http);
  closing.defer(() => server.close({ graceMs: HTTP_GRACE_MS }));
  logger.info({ port, callbacks: config.publicUrl ?? 'none: results are polled' }, 'listening');

  // A long list of models takes a second to read; callbacks do not need it, the rest of the bot does.
  await core.catalogue.start();
  const { startBot } = await import('./bot.ts');
  const reportHealth = (check: () => Health) => {
    discord.health = check;
  };
  const lost = () => start.lost('gateway closed for good');
  await startBot({ ...core, config, closing, lost, settle: createSettle(core), reportHealth });
  return { port };
}

/** Everything that works without any connection. */
async function buildCore({ config, logger, closing, lost }: Start) {
  const { dataDir } = config;
  const clock = createSteadyClock();
  const { close, catalogueStore, ...stores } = await openStorage({
    path: config.databasePath,
    lost: (error) => {
      logger.error({ err: error }, 'the database cannot be used any more');
      lost('database lost');
    },
  });
  closing.defer(close);
  await createFollowClock({ clock, upkeep: stores.upkeep, logger }).takeUp();
  const secrets = config.trackIdSecrets ?? [await loadOrCreateSecret(dataDir)];
  for (const secret of secrets) logger.keepOut(secret);

  const media = createMediaStore({
    dir: join(dataDir, 'media'),
    allowedHosts: config.mediaAllowedHosts,
    maxBytes: MEDIA_MAX_BYTES,
    timeoutMs: MEDIA_TIMEOUT_MS,
    linkSecrets: secrets,
    ...(config.publicUrl !== undefined && { publicUrl: config.publicUrl }),
    ...(config.searchPath !== undefined && { searchPath: config.searchPath }),
    clock,
    logger,
  });
  closing.defer(media.close);

  const providers = createProviders(await withWebhookSecret(config, logger), { logger, keepOut: logger.keepOut });
  const catalogue = createCatalogue({ providers, store: catalogueStore, clock, random: Math.random, logger });
  closing.defer(catalogue.stop);

  return {
    ...stores,
    media,
    providers,
    catalogue,
    trackIds: createTrackIds(secrets),
    workflowTokens: createWorkflowTokens(secrets),
    journal: createMetrics({ countOpen: stores.jobs.countOpen }),
    ids: createIds(),
    clock,
    wakes: createWakes(),
    logger,
  };
}

/** each::labs signs its callbacks with a secret that we name; one is made and kept where none is configured. */
async function withWebhookSecret(
  { providers: { eachlabs, ...others }, dataDir }: Config,
  logger: SecretiveLogger,
): Promise<ProvidersConfig> {
  if (!eachlabs) return others;
  const webhookSecret = eachlabs.webhookSecret ?? (await loadOrCreateSecret(dataDir, 'eachlabs-webhook-secret'));
  logger.keepOut(webhookSecret);
  return { ...others, eachlabs: { ...eachlabs, webhookSecret } };
}

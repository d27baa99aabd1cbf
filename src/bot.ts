import { COMMANDS } from '#commands/index.ts';
import type { Config } from '#config/config.ts';
import { createConnection } from '#discord/connection.ts';
import { createDispatch } from '#discord/dispatch.ts';
import { createMessenger } from '#discord/messenger.ts';
import type { Catalogue } from '#domain/ports/catalogue.ts';
import type { SteadyClock } from '#domain/ports/clock.ts';
import type { DeliveryStore } from '#domain/ports/delivery-store.ts';
import type { FallbackStore } from '#domain/ports/fallback-store.ts';
import type { Ids } from '#domain/ports/ids.ts';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { MediaStore } from '#domain/ports/media-store.ts';
import type { Messenger } from '#domain/ports/messenger.ts';
import type { Provider } from '#domain/ports/provider.ts';
import type { UpkeepStore } from '#domain/ports/upkeep-store.ts';
import type { TrackIds } from '#domain/track-id.ts';
import { BUTTONS } from '#interactions/buttons.ts';
import type { Desk } from '#interactions/desk.ts';
import { createAccept } from '#jobs/accept.ts';
import { createCancel } from '#jobs/cancel.ts';
import { QUEUE_DEADLINE_MS } from '#jobs/deadlines.ts';
import type { Journal } from '#jobs/journal.ts';
import type { Settle } from '#jobs/settle.ts';
import { tellAccounts } from '#jobs/tell-accounts.ts';
import type { Wakes } from '#jobs/wakes.ts';
import type { WorkflowTokens } from '#signing/workflow-tokens.ts';
import { buildWork } from './build-work.ts';
import type { Closing } from './closing.ts';

type Parts = {
  readonly config: Config;
  readonly jobs: JobStore;
  readonly deliveries: DeliveryStore;
  readonly fallbacks: FallbackStore;
  readonly upkeep: UpkeepStore;
  readonly catalogue: Catalogue;
  readonly media: MediaStore;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly trackIds: TrackIds;
  readonly workflowTokens: WorkflowTokens;
  readonly settle: Settle;
  readonly wakes: Wakes;
  readonly journal: Journal;
  readonly ids: Ids;
  readonly clock: SteadyClock;
  readonly logger: Logger;
  readonly closing: Closing;
  readonly lost: () => void;
  readonly reportHealth: (check: () => { ok: boolean; detail?: string }) => void;
};

/** The half of the roof that needs Discord: the worker, the commands and the gateway. Resolves when the bot is online. */
export async function startBot(parts: Parts): Promise<void> {
  const { config, closing, logger, clock, reportHealth } = parts;
  const { token, apiUrl, guildId } = config.discord;
  const connection = createConnection({ token, apiUrl, lost: parts.lost, clock, logger });
  const { rest, answers } = connection;
  const messenger = createMessenger({ rest, answers, media: parts.media, clock, logger });

  await takeUp(parts);
  for (const work of buildWork({ ...parts, messenger })) {
    closing.defer(work.stop);
    work.start();
  }
  void tellAccounts(parts);

  closing.defer(connection.close);
  reportHealth(() => (connection.isOnline() ? { ok: true } : { ok: false, detail: 'not online' }));
  const commands = COMMANDS.map(({ data }) => data);
  await connection.goOnline({ dispatch: buildDispatch(parts, messenger), commands, guildId });
}

/** What the last process left in the middle. */
async function takeUp({ deliveries, jobs, providers, clock, logger }: Parts): Promise<void> {
  const repeatable = [...providers.values()].filter(({ repeatsSafely }) => repeatsSafely).map(({ name }) => name);
  const now = clock.now();
  const stranded = { providers: repeatable, notBefore: now, deadlineAt: now + QUEUE_DEADLINE_MS };
  const [released, requeued] = [await deliveries.releaseLeases(), await jobs.requeueStranded(stranded)];
  if (released + requeued > 0) logger.info({ released, requeued }, 'taking up what the last process left');
}

function buildDispatch(parts: Parts, messenger: Messenger) {
  const { config, providers, workflowTokens, wakes, logger } = parts;
  const desk: Desk = {
    ...parts,
    messenger,
    accept: createAccept(parts),
    cancel: createCancel(parts),
    cardIsUp: wakes.submit.ring,
    workflowWebhookUrl: ({ provider, name }) =>
      // Who tells a task without a track id is called back at an address that is entered in the service's settings.
      config.publicUrl && providers.get(provider)?.taskIn
        ? `${config.publicUrl}/webhooks/${provider}/workflows/${workflowTokens.mint(name)}`
        : undefined,
  };
  return createDispatch({ commands: COMMANDS, buttons: BUTTONS, desk, logger });
}

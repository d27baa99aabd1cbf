import { COMMANDS } from '#commands/index.ts';
import type { Config } from '#config/config.ts';
import { createConnection } from '#discord/connection.ts';
import { createDispatch } from '#discord/dispatch.ts';
import { createMessenger } from '#discord/messenger.ts';
import type { Clock } from '#domain/ports/clock.ts';
import type { DeliveryStore } from '#domain/ports/delivery-store.ts';
import type { Ids } from '#domain/ports/ids.ts';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { MediaStore } from '#domain/ports/media-store.ts';
import type { Messenger } from '#domain/ports/messenger.ts';
import type { Provider } from '#domain/ports/provider.ts';
import type { TrackIds } from '#domain/track-id.ts';
import { BUTTONS } from '#interactions/buttons.ts';
import { createAccept } from '#jobs/accept.ts';
import { createCancel } from '#jobs/cancel.ts';
import { createCollectArtifacts } from '#jobs/collect-artifacts.ts';
import { createDeliver } from '#jobs/deliver.ts';
import type { Journal } from '#jobs/journal.ts';
import { createReconcile } from '#jobs/reconcile.ts';
import type { Settle } from '#jobs/settle.ts';
import { createSubmit } from '#jobs/submit.ts';
import type { Wakes } from '#jobs/wakes.ts';
import type { Worker } from '#jobs/worker.ts';
import { createWorker } from '#jobs/worker.ts';
import type { Closing } from './closing.ts';

type Parts = {
  readonly config: Config;
  readonly jobs: JobStore;
  readonly deliveries: DeliveryStore;
  readonly media: MediaStore;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly trackIds: TrackIds;
  readonly settle: Settle;
  readonly wakes: Wakes;
  readonly journal: Journal;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly closing: Closing;
  readonly lost: () => void;
  readonly reportHealth: (check: () => { ok: boolean; detail?: string }) => void;
};

/** The half of the roof that needs Discord: the worker, the commands and the gateway. Resolves when the bot is online. */
export async function startBot(parts: Parts): Promise<void> {
  const { config, deliveries, closing, logger, clock, reportHealth } = parts;
  const { token, apiUrl, guildId } = config.discord;
  const connection = createConnection({ token, apiUrl, lost: parts.lost, clock, logger });
  const messenger = createMessenger({ rest: connection.rest, media: parts.media, clock, logger });

  const released = await deliveries.releaseLeases();
  if (released > 0) logger.info({ released }, 'taking up what the last process left');
  const worker = buildWorker(parts, messenger);
  closing.defer(worker.stop);
  worker.start();

  closing.defer(connection.close);
  reportHealth(() => (connection.isOnline() ? { ok: true } : { ok: false, detail: 'not online' }));
  const commands = COMMANDS.map(({ data }) => data);
  await connection.goOnline({ dispatch: buildDispatch(parts, messenger), commands, guildId });
}

function buildWorker(parts: Parts, messenger: Messenger): Worker {
  const { config } = parts;
  const random = Math.random;
  const collectArtifacts = createCollectArtifacts({ ...parts, random });
  return createWorker({
    ...parts,
    submit: createSubmit({ ...parts, messenger, random, publicUrl: config.publicUrl }),
    reconcile: createReconcile({ ...parts, random, expectsCallback: config.publicUrl !== undefined }),
    deliver: createDeliver({ ...parts, messenger, collectArtifacts, random }),
  });
}

function buildDispatch(parts: Parts, messenger: Messenger) {
  const [imageProvider] = parts.providers.values();
  if (!imageProvider) throw new Error('The configuration promised at least one provider.');
  const accept = createAccept(parts);
  const cancel = createCancel(parts);
  const desk = { ...parts, accept, cancel, messenger, imageProvider, cardIsUp: parts.wakes.submit.ring };
  return createDispatch({ commands: COMMANDS, buttons: BUTTONS, desk, logger: parts.logger });
}

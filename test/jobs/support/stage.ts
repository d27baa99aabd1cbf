import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Origin } from '#domain/origin.ts';
import type { Messenger } from '#domain/ports/messenger.ts';
import type { ImageRequest } from '#domain/request.ts';
import { createAccept } from '#jobs/accept.ts';
import { createCancel } from '#jobs/cancel.ts';
import { createCollectArtifacts } from '#jobs/collect-artifacts.ts';
import { createDeliver } from '#jobs/deliver.ts';
import type { Journal } from '#jobs/journal.ts';
import { createReceiveCallback } from '#jobs/receive-callback.ts';
import { createReconcile } from '#jobs/reconcile.ts';
import { createSettle } from '#jobs/settle.ts';
import { createSubmit } from '#jobs/submit.ts';
import { createWakes } from '#jobs/wakes.ts';
import { createWorker } from '#jobs/worker.ts';
import { createIds } from '#signing/ids.ts';
import { createTrackIds } from '#signing/track-ids.ts';
import { openDatabase } from '#storage/database.ts';
import { createDeliveryStore } from '#storage/delivery-store.ts';
import { createJobStore } from '#storage/job-store.ts';
import { tempDir } from '#test/support/temp-dir.ts';
import { createRecordingLogger } from './recording-logger.ts';
import { createRecordingMessenger } from './recording-messenger.ts';
import { createScriptedMedia } from './scripted-media.ts';
import { createScriptedProvider } from './scripted-provider.ts';
import { createVirtualClock } from './virtual-clock.ts';

export const ADA = '100000000000000001';
export const BRUNO = '100000000000000002';
export const CHANNEL = '300000000000000001';

type Options = {
  readonly maxConcurrency?: number;
  /** Where providers reach us; null: nowhere. */
  readonly publicUrl?: string | null;
  /** In place of the one that writes down what it is to post. */
  readonly messenger?: Messenger;
  /** In place of chance; 0.5 is the middle, where jitter changes nothing. */
  readonly random?: () => number;
};

/** The outside world: what goes on while the bot is down. */
function createOutside({ maxConcurrency = 5 }: Options) {
  return {
    clock: createVirtualClock(),
    provider: createScriptedProvider({ maxConcurrency }),
    messenger: createRecordingMessenger(),
    media: createScriptedMedia(),
    logger: createRecordingLogger(),
    ids: createIds(),
    trackIds: createTrackIds(['a secret of these tests, long enough for everybody']),
    journal: silentJournal,
  };
}

const silentJournal: Journal = { accepted: noop, ended: noop, callback: noop, delivery: noop };

function noop(): void {}

type Outside = ReturnType<typeof createOutside>;

/** Every use case over the real stores in the database file at `path`. */
function startBot(outside: Outside, path: string, options: Options) {
  const { provider, media, clock } = outside;
  const { publicUrl = 'https://bot.test', random = () => 0.5, messenger = outside.messenger } = options;
  const database = openDatabase({ path });
  onTestFinished(() => database.close());
  const jobs = createJobStore({ database });
  const deliveries = createDeliveryStore({ database });
  const providers = new Map([[provider.name, provider]]);
  const wakes = createWakes();
  const shared = { ...outside, jobs, deliveries, providers, wakes, random };

  const settle = createSettle(shared);
  const submit = createSubmit({ ...shared, settle, messenger, publicUrl: publicUrl ?? undefined });
  const reconcile = createReconcile({ ...shared, settle, expectsCallback: publicUrl !== null });
  const collectArtifacts = createCollectArtifacts({ ...shared, media });
  const deliver = createDeliver({ ...shared, messenger, collectArtifacts });
  const worker = createWorker({ ...shared, submit, reconcile, deliver, clock });
  onTestFinished(worker.stop);
  return {
    database,
    jobs,
    deliveries,
    wakes,
    worker,
    submit,
    reconcile,
    deliver,
    settle,
    cancel: createCancel({ settle }),
    accept: createAccept(shared),
    receiveCallback: createReceiveCallback(shared),
  };
}

export type Bot = ReturnType<typeof startBot>;

/** The outside world and a bot in it. `restart` is a new process over the same file: new objects, nothing in memory. */
export async function createStage(options: Options = {}) {
  const path = join(await tempDir(), 'bowerbird.db');
  const outside = createOutside(options);
  let bot = startBot(outside, path, options);
  return {
    ...outside,
    bot: () => bot,
    /** Starts over without asking the old process to finish anything; what it still does hits a closed database. */
    restart: async () => {
      bot.database.close();
      bot = startBot(outside, path, options);
      await bot.deliveries.releaseLeases();
      return bot;
    },
  };
}

export type Stage = Awaited<ReturnType<typeof createStage>>;

let interactions = 500_000_000_000_000_000n;

/** A new interaction of Ada's in the channel, unless told otherwise. */
export function originOf(wishes: Partial<Origin> = {}): Origin {
  interactions += 1n;
  return {
    guildId: '200000000000000001',
    channelId: CHANNEL,
    userId: ADA,
    interactionId: String(interactions),
    attachmentLimitBytes: 10_485_760,
    ...wishes,
  };
}

export const REQUEST: ImageRequest = {
  kind: 'image',
  prompt: 'a bower of blue things',
  model: 'flux',
  aspect: '1:1',
  count: 1,
  seed: 7,
  nsfwAllowed: false,
};

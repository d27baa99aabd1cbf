import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Model } from '#domain/model.ts';
import type { Origin } from '#domain/origin.ts';
import type { DeliveryStore } from '#domain/ports/delivery-store.ts';
import type { FallbackStore } from '#domain/ports/fallback-store.ts';
import type { JobStore } from '#domain/ports/job-store.ts';
import type { Messenger } from '#domain/ports/messenger.ts';
import type { Provider } from '#domain/ports/provider.ts';
import type { Request } from '#domain/request.ts';
import { createAccept } from '#jobs/accept.ts';
import { createAskProvider } from '#jobs/ask-provider.ts';
import { createBreaker } from '#jobs/breaker.ts';
import { createCancel } from '#jobs/cancel.ts';
import { createCollectArtifacts } from '#jobs/collect-artifacts.ts';
import { createComposeSubmit } from '#jobs/compose-submit.ts';
import { QUEUE_DEADLINE_MS } from '#jobs/deadlines.ts';
import { createDeliver } from '#jobs/deliver.ts';
import { createErrands } from '#jobs/errands.ts';
import { createFailOver } from '#jobs/fail-over.ts';
import type { Journal } from '#jobs/journal.ts';
import { createReceiveCallback } from '#jobs/receive-callback.ts';
import { createReceiveWorkflowCallback } from '#jobs/receive-workflow-callback.ts';
import { createReconcile } from '#jobs/reconcile.ts';
import { createRecordSubmission } from '#jobs/record-submission.ts';
import { createSourceRenewal } from '#jobs/renew-sources.ts';
import { createSettle } from '#jobs/settle.ts';
import { createSubmit } from '#jobs/submit.ts';
import { createWakes } from '#jobs/wakes.ts';
import { createWorker } from '#jobs/worker.ts';
import { createIds } from '#signing/ids.ts';
import { createTrackIds } from '#signing/track-ids.ts';
import { openDatabase } from '#storage/database.ts';
import { createDeliveryStore } from '#storage/delivery-store.ts';
import { createFallbackStore } from '#storage/fallback-store.ts';
import { createJobStore } from '#storage/job-store.ts';
import { tempDir } from '#test/support/temp-dir.ts';
import { SECOND } from './models.ts';
import { createRecordingLogger } from './recording-logger.ts';
import { createRecordingMessenger } from './recording-messenger.ts';
import { createScriptedCatalogue } from './scripted-catalogue.ts';
import { createScriptedMedia } from './scripted-media.ts';
import { createScriptedProvider } from './scripted-provider.ts';
import { createVirtualClock } from './virtual-clock.ts';

export const ADA = '100000000000000001';
export const BRUNO = '100000000000000002';
export const CHANNEL = '300000000000000001';
export const GUILD = '200000000000000001';

type Options = {
  readonly maxConcurrency?: number;
  /** Whether the first provider recognises a repeated submit. */
  readonly repeatsSafely?: boolean;
  /** Of the first provider, in place of its two image models. */
  readonly models?: readonly Model[];
  /** Where providers reach us; null: nowhere. */
  readonly publicUrl?: string | null;
  /** In place of the one that writes down what it is to post. */
  readonly messenger?: Messenger;
  /** Stores in place of the real ones, for the use cases alone: a disk that is full, a write that fails. */
  readonly stores?: (real: Stores) => Partial<Stores>;
  /** In place of chance; 0.5 is the middle, where jitter changes nothing. */
  readonly random?: () => number;
};

/** The outside world: what goes on while the bot is down. */
function createOutside({ maxConcurrency = 5, repeatsSafely = false, publicUrl = PUBLIC_URL, models }: Options) {
  const provider = createScriptedProvider({ maxConcurrency, repeatsSafely, ...(models && { models }) });
  const second = createScriptedProvider({ name: 'apimart', models: [SECOND] });
  return {
    clock: createVirtualClock(),
    provider,
    second,
    providers: new Map<string, Provider>([provider, second].map((each) => [each.name, each])),
    catalogue: createScriptedCatalogue([...provider.models, ...second.models]),
    messenger: createRecordingMessenger(),
    media: createScriptedMedia({ publicUrl: publicUrl ?? undefined }),
    logger: createRecordingLogger(),
    ids: createIds(),
    trackIds: createTrackIds(['a secret of these tests, long enough for everybody']),
    journal: silentJournal,
  };
}

const PUBLIC_URL = 'https://bot.test';

const silentJournal: Journal = { accepted: noop, ended: noop, callback: noop, delivery: noop };

function noop(): void {}

type Outside = ReturnType<typeof createOutside>;

type Stores = {
  readonly jobs: JobStore;
  readonly deliveries: DeliveryStore;
  readonly fallbacks: FallbackStore;
};

/** Every use case over the real stores in the database file at `path`. */
function startBot(outside: Outside, path: string, options: Options) {
  const { publicUrl = PUBLIC_URL, random = () => 0.5, messenger = outside.messenger } = options;
  const database = openDatabase({ path });
  onTestFinished(() => database.close());
  const stores: Stores = {
    jobs: createJobStore({ database }),
    deliveries: createDeliveryStore({ database }),
    fallbacks: createFallbackStore({ database }),
  };
  const shared = {
    ...outside,
    ...stores,
    ...options.stores?.(stores),
    wakes: createWakes(),
    random,
    messenger,
    publicUrl: publicUrl ?? undefined,
    expectsCallback: publicUrl !== null,
  };
  const errands = createErrands(shared);
  const breaker = createBreaker(shared);
  const failOver = createFailOver(shared);
  const settle = createSettle(shared);
  const parts = {
    ...shared,
    errands,
    breaker,
    failOver,
    settle,
    askProvider: createAskProvider({ ...shared, breaker }),
  };

  const recordSubmission = createRecordSubmission(parts);
  const submit = createSubmit({ ...parts, recordSubmission, composeSubmit: createComposeSubmit(shared) });
  const reconcile = createReconcile(parts);
  const collectArtifacts = createCollectArtifacts({ ...parts, sources: createSourceRenewal(parts) });
  const deliver = createDeliver({ ...parts, collectArtifacts });
  const worker = createWorker({ ...parts, submit, reconcile, deliver });
  onTestFinished(worker.stop);
  const receiveCallback = createReceiveCallback(shared);
  return {
    ...stores,
    database,
    wakes: shared.wakes,
    errands,
    worker,
    submit,
    reconcile,
    deliver,
    settle,
    cancel: createCancel(parts),
    accept: createAccept(shared),
    receiveCallback,
    receiveWorkflowCallback: createReceiveWorkflowCallback({ ...shared, receiveCallback }),
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
      await takeUp(outside, bot);
      return bot;
    },
  };
}

/** As the bot's own start does it. */
async function takeUp({ providers, clock }: Outside, { deliveries, jobs }: Bot): Promise<void> {
  const repeatable = [...providers.values()].filter(({ repeatsSafely }) => repeatsSafely).map(({ name }) => name);
  const notBefore = clock.now();
  await deliveries.releaseLeases();
  await jobs.requeueStranded({ providers: repeatable, notBefore, deadlineAt: notBefore + QUEUE_DEADLINE_MS });
}

export type Stage = Awaited<ReturnType<typeof createStage>>;

let interactions = 500_000_000_000_000_000n;

/** A new interaction of Ada's in the channel, unless told otherwise. */
export function originOf(wishes: Partial<Origin> = {}): Origin {
  interactions += 1n;
  return {
    guildId: GUILD,
    channelId: CHANNEL,
    userId: ADA,
    interactionId: String(interactions),
    attachmentLimitBytes: 10_485_760,
    answering: { applicationId: '900000000000000001', token: 'a token of these tests' },
    ...wishes,
  };
}

export const REQUEST: Request = {
  use: 'imagine',
  model: 'modelslab/flux',
  prompt: 'a bower of blue things',
  options: { aspect: '1:1', count: 1, seed: 7 },
  inputs: [],
  nsfwAllowed: false,
};

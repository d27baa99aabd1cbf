import { createHmac } from 'node:crypto';
import type { Job, QueuedJob } from '#domain/job.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { Provider } from '#domain/ports/provider.ts';
import { createHttpServer } from '#http/server.ts';
import { createReceiveCallback } from '#jobs/receive-callback.ts';
import { createReceiveWorkflowCallback } from '#jobs/receive-workflow-callback.ts';
import { createWakes } from '#jobs/wakes.ts';
import { createProviders } from '#providers/registry.ts';
import { createIds } from '#signing/ids.ts';
import { createTrackIds } from '#signing/track-ids.ts';
import { createWorkflowTokens } from '#signing/workflow-tokens.ts';
import { systemClock } from '#src/system-clock.ts';
import { openDatabase } from '#storage/database.ts';
import { createStores } from '#storage/stores.ts';
import { createLogger } from '#telemetry/logger.ts';
import { createMetrics } from '#telemetry/metrics.ts';

const SECRET = 'a secret of these tests, long enough for everybody';
const REPLICATE_KEY = 'C2FVsBQIhrscChlQIMVb5sSYspob7oDA';
const EACHLABS_SECRET = 'the secret of each::labs callbacks in these tests';

export type ServiceName = 'modelslab' | 'apimart' | 'eachlabs' | 'replicate';
export const SERVICES: readonly ServiceName[] = ['modelslab', 'apimart', 'eachlabs', 'replicate'];

/** A job that waits for its callback, and where that has to go. */
export type Address = { readonly service: ServiceName; readonly jobId: string; readonly path: string };

/** Every service's real room, with keys that open nothing. */
export function createServices(logger: Pick<Logger, 'warn'>): ReadonlyMap<string, Provider> {
  const settings = { apiKey: 'a-key-of-these-tests', apiUrl: 'http://127.0.0.1:9', maxConcurrency: 5 };
  const eachlabs = { ...settings, webhookSecret: EACHLABS_SECRET };
  const replicate = { ...settings, webhookSecret: `whsec_${REPLICATE_KEY}` };
  return createProviders({ modelslab: settings, apimart: settings, eachlabs, replicate }, { logger });
}

/**
 * Everything that a callback meets: the real server, every service's real reading, the real use case over a real store,
 * which keeps nothing on disk unless a file is named: what a power cut would leave is not the question here.
 */
export async function createServiceStage(path = ':memory:') {
  const lines: string[] = [];
  const logger = createLogger({ level: 'warn', secrets: [SECRET], destination: { write: (line) => lines.push(line) } });
  const database = openDatabase({ path, durable: false });
  const { jobs } = createStores(database);
  const providers = createServices(logger);
  const ids = createIds();
  const trackIds = createTrackIds([SECRET]);
  const workflowTokens = createWorkflowTokens([SECRET]);
  const metrics = createMetrics({ countOpen: jobs.countOpen });
  const wakes = createWakes();
  const deps = { jobs, providers, ids, clock: systemClock, wakes, journal: metrics, logger };
  const receiveCallback = createReceiveCallback(deps);
  const server = createHttpServer({
    trackIds,
    workflowTokens,
    providerNames: new Set(providers.keys()),
    receiveCallback,
    receiveWorkflowCallback: createReceiveWorkflowCallback({ ...deps, receiveCallback }),
    mediaFiles: { open: () => undefined },
    health: {},
    metrics,
    logger,
  });
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });

  return {
    port,
    trackIds,
    metrics,
    /** Warnings and errors. */
    log: () => lines.join(''),
    find: (jobId: string): Promise<Job | undefined> => jobs.find(jobId),
    /** Accepts a job and answers where its callback goes. */
    accept: async (service: ServiceName): Promise<Address> => {
      const job = jobOf(service, ids.next());
      await jobs.accept(job);
      const { userId, channelId } = job.origin;
      const trackId = trackIds.mint({ userId, channelId, kind: 'image', jobId: job.id });
      return { service, jobId: job.id, path: `/webhooks/${service}/${trackId}` };
    },
    workflowPath: `/webhooks/modelslab/workflows/${workflowTokens.mint('a-workflow')}`,
    close: async () => {
      await server.close({ graceMs: 0 });
      database.close();
    },
  };
}

export type ServiceStage = Awaited<ReturnType<typeof createServiceStage>>;

let interactions = 700_000_000_000_000_000n;

function jobOf(provider: ServiceName, id: string): QueuedJob {
  interactions += 1n;
  const now = Date.now();
  return {
    id,
    provider,
    request: {
      use: 'imagine',
      model: `${provider}/any`,
      prompt: 'a bower of blue things',
      options: {},
      inputs: [],
      nsfwAllowed: false,
    },
    origin: {
      channelId: '41771983423143937',
      userId: '80351110224678912',
      interactionId: String(interactions),
      attachmentLimitBytes: 10_485_760,
    },
    state: 'queued',
    createdAt: now,
    notBefore: now,
    deadlineAt: now + 60_000,
  };
}

/** What a service that signs would send along. */
export function signatureOf(service: ServiceName, body: Uint8Array): Record<string, string> {
  if (service === 'eachlabs') return { 'x-webhook-secret': EACHLABS_SECRET };
  if (service !== 'replicate') return {};
  const [id, timestamp] = ['msg_1', String(Math.floor(Date.now() / 1000))];
  const mac = createHmac('sha256', Buffer.from(REPLICATE_KEY, 'base64')).update(`${id}.${timestamp}.`).update(body);
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${mac.digest('base64')}` };
}

/** The body of a success, as each service tells it. */
export function successOf(service: ServiceName): Buffer {
  const url = 'https://media.test/x.png';
  const bodies: Readonly<Record<ServiceName, unknown>> = {
    modelslab: { status: 'success', id: 155918900, output: [url] },
    apimart: { task_id: 'task_1', status: 'completed', result: { images: [{ url: [url] }] } },
    eachlabs: { predictionID: 'p1', status: 'succeeded', output: [url] },
    replicate: { id: 'p1', status: 'succeeded', output: [url] },
  };
  return Buffer.from(JSON.stringify(bodies[service]));
}

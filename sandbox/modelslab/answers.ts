import { toFlag, toNumber } from '#sandbox/services/fields.ts';
import type { Job } from '#sandbox/services/job.ts';
import { secondsTaken } from '#sandbox/services/job.ts';
import type { Body } from '#sandbox/services/serve.ts';
import type { Order, Shape } from './endpoint.ts';

export type LabJob = Job<Order>;

// The service puts advertisements beside its answers. They hold words that an error message might hold.
const TIP = 'Upgrade to the enterprise plan for dedicated GPUs and no rate limit.';
const IN_QUEUE = 'Try to fetch request after seconds estimated';

/** Bodies on the wire. Their fields and types are those of the vendor's documentation and of recorded answers. */
export const error = (message: string): Body => ({ status: 'error', message });

/** Controlnet, trainings and their like misspell the word. */
export const misspeltError = (messege: string): Body => ({ status: 'error', messege });

export const rateLimited = (retryAfterS: number, limit: number): Body => ({
  ...error(`Rate limit exceeded. Maximum ${limit} queued requests allowed.`),
  retry_after: retryAfterS,
});

const urls = ({ files }: LabJob): readonly string[] => files.map(({ url }) => url);
const mirrors = ({ files }: LabJob): readonly string[] => files.map(({ mirrorUrl }) => mirrorUrl);

export function accepted(job: LabJob, fetchUrl: string, etaS: number): Body {
  const core = {
    status: 'processing',
    tip: TIP,
    eta: etaS,
    message: IN_QUEUE,
    fetch_result: fetchUrl,
    id: Number(job.id),
    output: [],
    meta: meta(job),
    future_links: urls(job),
  };
  return QUEUED[job.order.endpoint.shape](core, job);
}

const QUEUED: Readonly<Record<Shape, (core: Body, job: LabJob) => Body>> = {
  images: (core) => core,
  controlnet: ({ message: messege, ...core }) => ({
    ...core,
    messege,
    tip_1: 'Use a webhook to be told when it is ready.',
    webhook_status: '',
    output: '',
  }),
  realtime: ({ tip: _, ...core }) => core,
  video: (core) => core,
  voice: (core, job) => ({ ...core, proxy_links: mirrors(job), audio_time: null }),
  '3d': (core, job) => ({ ...core, extra_assets: urls(job).slice(1) }),
  editing: (core) => ({ ...core, proxy_links: '' }),
};

export function finishedAtOnce(job: LabJob): Body {
  const isImage = ['images', 'controlnet', 'realtime'].includes(job.order.endpoint.shape);
  return {
    status: 'success',
    tip: TIP,
    generationTime: secondsTaken(job),
    id: Number(job.id),
    ...results(job),
    ...(isImage ? { nsfw_content_detected: job.order.blanked, webhook_status: '' } : {}),
    meta: meta(job),
  };
}

/** While a job runs, a fetch tells neither its id nor a list. */
export const fetchedTooEarly = ({ order }: LabJob): Body => ({
  status: 'processing',
  [order.endpoint.shape === 'controlnet' ? 'messege' : 'message']: 'try again later.',
  output: '',
  tip: TIP,
});

export const fetched = (job: LabJob): Body => ({ status: 'success', id: Number(job.id), ...results(job) });

export const fetchedFailure = (message: string): Body => ({ status: 'failed', id: '', message, output: '' });

export const notFound = (): Body => ({ ...fetchedFailure('Request not found'), tip: TIP });

function results(job: LabJob): Body {
  if (job.order.endpoint.answersInLinks) return { output: [], links: urls(job) };
  return { output: urls(job), proxy_links: mirrors(job) };
}

/** What the webhook hears. The documented samples write the id as text, unlike every other answer. */
export function callbackBody(job: LabJob): Body {
  const { order, state } = job;
  const whose = { id: String(job.id), track_id: order.trackId };
  // Not documented for generations, but awaited by integrators.
  if (state === 'processing') return { status: 'processing', ...whose, output: [] };
  if (state !== 'success') return { status: 'failed', ...whose, message: job.failureMessage };
  const { output, links } = results(job);
  return {
    status: 'success',
    ...whose,
    output,
    ...(links ? { links } : {}),
    generationTime: secondsTaken(job),
    meta: meta(job),
    ...(order.blanked ? { nsfw_content_detected: true } : {}),
  };
}

function meta(job: LabJob): Body {
  const { order } = job;
  const { key: _key, webhook: _webhook, track_id: _track, ...sent } = order.body;
  const own = order.endpoint.family === 'v6/images' ? imageMeta(order) : { ...sent, seed: order.seed };
  return { ...own, file_prefix: order.prefix, webhook: order.webhook, track_id: order.trackId };
}

function imageMeta({ body, prompt, seed }: Order): Body {
  const modelId = String(body.model_id);
  return {
    prompt: (toFlag(body.enhance_prompt) ?? true) && !modelId.startsWith('flux') ? enhanced(prompt) : prompt,
    model_id: modelId,
    negative_prompt: body.negative_prompt ?? null,
    W: toNumber(body.width) ?? 512,
    H: toNumber(body.height) ?? 512,
    n_samples: toNumber(body.samples) ?? 1,
    steps: String(toNumber(body.num_inference_steps) ?? 31),
    guidance_scale: toNumber(body.guidance_scale) ?? 7.5,
    seed,
    safety_checker: toFlag(body.safety_checker) ? 'yes' : 'no',
  };
}

/** Unless told otherwise the service rewrites prompts, and `meta` shows the rewritten one. */
const enhanced = (prompt: string): string => `${prompt}, intricate, soft light, highly detailed`;

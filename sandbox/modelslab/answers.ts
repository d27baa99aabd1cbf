import type { ImageJob } from './image-job.ts';

/** Bodies on the wire. Their fields and types are those of the vendor's documentation and of recorded answers. */
export type Body = Readonly<Record<string, unknown>>;

// The service puts advertisements beside its answers. They hold words that an error message might hold.
const TIP = 'Upgrade to the enterprise plan for dedicated GPUs and no rate limit.';

export const error = (message: string): Body => ({ status: 'error', message });

export const rateLimited = (retryAfterS: number, limit: number): Body => ({
  ...error(`Rate limit exceeded. Maximum ${limit} queued requests allowed.`),
  retry_after: retryAfterS,
});

export const accepted = (job: ImageJob, etaS: number): Body => ({
  status: 'processing',
  tip: TIP,
  eta: etaS,
  message: 'Try to fetch request after seconds estimated',
  fetch_result: job.fetchUrl,
  id: job.id,
  output: [],
  meta: meta(job),
  future_links: job.urls,
});

export const finishedAtOnce = (job: ImageJob): Body => ({
  status: 'success',
  tip: TIP,
  generationTime: generationTime(job),
  id: job.id,
  output: job.urls,
  proxy_links: job.mirrorUrls,
  nsfw_content_detected: job.blanked,
  webhook_status: '',
  meta: meta(job),
});

/** While a job runs, a fetch tells neither its id nor a list. */
export const fetchedTooEarly = (): Body => ({
  status: 'processing',
  message: 'try again later.',
  output: '',
  tip: TIP,
});

export const fetched = (job: ImageJob): Body => ({
  status: 'success',
  id: job.id,
  output: job.urls,
  proxy_links: job.mirrorUrls,
});

export const fetchedFailure = (message: string): Body => ({ status: 'failed', id: '', message, output: '' });

export const notFound = (): Body => ({ ...fetchedFailure('Request not found'), tip: TIP });

/** The documented samples of callbacks write the id as text, unlike every other answer. */
export const callbackOfSuccess = (job: ImageJob): Body => ({
  status: 'success',
  id: String(job.id),
  output: job.urls,
  generationTime: generationTime(job),
  track_id: job.order.trackId,
  meta: meta(job),
  ...(job.blanked ? { nsfw_content_detected: true } : {}),
});

export const callbackOfFailure = (job: ImageJob): Body => ({
  status: 'failed',
  id: String(job.id),
  message: job.failureMessage,
  track_id: job.order.trackId,
});

/** Not documented for images, but awaited by integrators. */
export const callbackOfProgress = (job: ImageJob): Body => ({
  status: 'processing',
  id: String(job.id),
  output: [],
  track_id: job.order.trackId,
});

/** Seconds, two decimals. */
const generationTime = (job: ImageJob): number =>
  Math.round(((job.endedAt ?? job.createdAt) - job.createdAt) / 10) / 100;

function meta({ order, prefix }: ImageJob): Body {
  return {
    prompt: order.enhancePrompt && !order.modelId.startsWith('flux') ? enhanced(order.prompt) : order.prompt,
    model_id: order.modelId,
    negative_prompt: order.negativePrompt,
    W: order.width,
    H: order.height,
    n_samples: order.samples,
    steps: String(order.steps),
    guidance_scale: order.guidanceScale,
    seed: order.seed,
    safety_checker: order.safetyChecker ? 'yes' : 'no',
    file_prefix: prefix,
    webhook: order.webhook,
    track_id: order.trackId,
  };
}

/** Unless told otherwise the service rewrites prompts, and `meta` shows the rewritten one. */
const enhanced = (prompt: string): string => `${prompt}, intricate, soft light, highly detailed`;

import type { Job } from '#sandbox/services/job.ts';
import { percentOf } from '#sandbox/services/job.ts';
import type { Body } from '#sandbox/services/serve.ts';
import type { MartModel } from './models.ts';

/** One submit, as the service understood it. */
export type MartOrder = {
  readonly model: MartModel;
  readonly prompt: string;
  readonly seed: number;
  readonly body: Body;
  /** Addresses in a list, as seen in answers, or as plain text, as on older pages. */
  readonly urlsAs: 'list' | 'text';
  /** Of each file, in seconds, for music. */
  readonly trackSeconds: number;
};

export type MartJob = Job<MartOrder>;

const LINK_LIFE_S = 86_400;
const CREDITS_PER_USD = 10;

/** `type` and `code` of docs.apimart.ai's error pages; the id of the request is made up. */
export const errorBody = (message: string, type: string, code: string | number = type): Body => ({
  error: { message, type, code, param: '' },
  request_id: `req_${Date.now().toString(36)}`,
});

/** The usual answer to a submit: the data is a list here, unlike everywhere else. */
export const submittedA = ({ id }: MartJob): Body => ({ code: 200, data: [{ status: 'submitted', task_id: id }] });

/** With the version header, and for some models. `generation.result` means that it is finished already. */
export const submittedB = (job: MartJob): Body => ({
  code: 202,
  data:
    job.state === 'processing'
      ? { id: job.id, object: 'generation.task', status: 'queued', poll_url: `/v1/tasks/${job.id}` }
      : { ...task(job), object: 'generation.result' },
  request_id: `req_${job.id}`,
});

const unix = (ms: number): number => Math.floor(ms / 1000);
const STATUS = { success: 'completed', failed: 'failed', cancelled: 'cancelled' } as const;
const STARTS_AT_PERCENT = 10;

/** The task object: bare in a webhook, inside `data` in a poll. */
export function task(job: MartJob, place: 'poll' | 'webhook' = 'poll'): Body {
  const { id, createdAt, endedAt, state, order } = job;
  const progress = percentOf(job);
  if (state === 'processing') {
    const status = progress < STARTS_AT_PERCENT ? 'pending' : 'processing';
    return { id, status, progress, created: unix(createdAt), estimated_time: 60 };
  }
  const { costUsd } = order.model;
  const cost = state === 'success' ? costUsd : 0;
  return {
    id,
    status: STATUS[state],
    progress,
    created: unix(createdAt),
    completed: unix(endedAt ?? createdAt),
    ...(place === 'poll' ? { estimated_time: 60 } : {}),
    actual_time: unix(endedAt ?? createdAt) - unix(createdAt),
    cost,
    credits_cost: cost * CREDITS_PER_USD,
    ...(state === 'success' ? { result: resultOf(job, place) } : {}),
    ...(state === 'failed' ? { error: failureOf(job) } : {}),
  };
}

const failureOf = ({ failureMessage }: MartJob): Body => ({
  message: failureMessage,
  type: 'task_failed',
  param: '',
  code: 'task_failed',
});

function resultOf(job: MartJob, place: 'poll' | 'webhook'): Body {
  const { files, order, endedAt, createdAt } = job;
  const expires_at = unix(endedAt ?? createdAt) + LINK_LIFE_S;
  const entries = files.map(({ url }) => ({ url: order.urlsAs === 'list' ? [url] : url, expires_at }));
  if (order.model.kind === 'image') return { images: entries };
  if (order.model.kind === 'video') return { videos: entries };
  // The page on webhooks says `audios`; those who poll read `music`.
  return place === 'webhook' ? { audios: entries } : { music: files.map(({ url }, at) => trackOf(job, url, at)) };
}

function trackOf({ id, order }: MartJob, url: string, at: number): Body {
  const title = String(order.body.title ?? order.prompt).slice(0, 80);
  if (order.model.id === 'flowmusic')
    return { clip_id: `${id}-${at}`, title, duration_seconds: String(order.trackSeconds), lyrics: '', audio_url: url };
  return {
    audio_id: `${id}-${at}`,
    status: 'completed',
    title,
    lyrics: '',
    tags: String(order.body.style ?? ''),
    display_tags: '',
    duration: order.trackSeconds,
    audio_url: url,
  };
}

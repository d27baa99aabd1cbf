import type { Request, Response, Router } from 'express';
import express from 'express';
import type { Body } from './answers.ts';
import {
  accepted,
  error,
  fetched,
  fetchedFailure,
  fetchedTooEarly,
  finishedAtOnce,
  notFound,
  rateLimited,
} from './answers.ts';
import type { ImageJob } from './image-job.ts';
import type { ImageJobs } from './image-jobs.ts';
import type { Plan } from './operator.ts';
import type { Refusal, Text2imgOrder } from './text2img-order.ts';
import { readText2img } from './text2img-order.ts';

type Deps = {
  readonly jobs: ImageJobs;
  readonly key: string;
  /** Whether keys are refused, and how long a job takes, at this moment. */
  readonly settings: () => { readonly rejectKey: boolean; readonly generationMs: number };
  /** Takes the plan for the next submit. */
  readonly nextPlan: () => Plan;
  readonly submitted: (body: Body) => void;
  /** Unfinished jobs that one account may have. */
  readonly queueLimit: number;
  /** Errors are told with HTTP 200, as integrators have met them, instead of the documented statuses. */
  readonly errorsWithHttp200: boolean;
};

const RETRY_AFTER_S = 30; // docs.modelslab.com/rate-limits
const SEED_MAX = 2 ** 31;

/** `POST /text2img`, `POST /fetch/:id` and its other form, `POST /fetch` with the id in the body. */
export function createImagesApi(deps: Deps): Router {
  const router = express.Router();
  router.post('/text2img', (request, response) => text2img(deps, request, response));
  router.post(['/fetch/:id', '/fetch'], (request, response) => {
    const body = bodyOf(request);
    const refusal = keyRefusal(deps, body);
    if (refusal) return refuse(deps, response, refusal);
    response.json(fetchAnswer(deps.jobs, String(request.params.id ?? body.request_id)));
  });
  return router;
}

async function text2img(deps: Deps, request: Request, response: Response): Promise<void> {
  const body = bodyOf(request);
  deps.submitted(body);
  const refusal = keyRefusal(deps, body);
  if (refusal) return refuse(deps, response, refusal);
  const order = readText2img(body, () => Math.floor(Math.random() * SEED_MAX));
  if ('message' in order) return refuse(deps, response, order);
  const plan = deps.nextPlan();
  if (plan.submit === 'rate_limit' || deps.jobs.unfinished() >= deps.queueLimit) {
    const answer = rateLimited(plan.retryAfterS ?? RETRY_AFTER_S, deps.queueLimit);
    response.status(deps.errorsWithHttp200 ? 200 : 429).json(answer);
  } else if (plan.submit === 'error') {
    response.json(error(plan.message ?? 'Internal server error. Please try again.'));
  } else {
    await takeJob(deps, order, plan, response);
  }
}

async function takeJob(deps: Deps, order: Text2imgOrder, plan: Plan, response: Response): Promise<void> {
  const { generationMs } = deps.settings();
  const job = deps.jobs.add(order, plan, plan.hold || plan.submit === 'success' ? null : generationMs);
  if (plan.submit === 'hang') return;
  if (plan.submit === 'reset') {
    response.socket?.resetAndDestroy();
  } else if (plan.submit === 'bad_gateway') {
    response.status(502).type('html').send('<html><head><title>502 Bad Gateway</title></head><body></body></html>');
  } else if (plan.submit === 'success') {
    await finishAtOnce(deps.jobs, job, response);
  } else {
    response.json(accepted(job, etaS(job, generationMs)));
  }
}

async function finishAtOnce(jobs: ImageJobs, job: ImageJob, response: Response): Promise<void> {
  await jobs.end(job, 'success');
  response.json(finishedAtOnce(job));
  await jobs.announce(job);
}

/** Seconds; a held job says what others say. */
const etaS = (job: ImageJob, generationMs: number): number =>
  job.finishesAt === null ? generationMs / 1000 : (job.finishesAt - job.createdAt) / 1000;

function fetchAnswer(jobs: ImageJobs, id: string): Body {
  const job = jobs.find(id);
  if (!job) return notFound();
  jobs.polled(job);
  if (job.state === 'processing') return fetchedTooEarly();
  return job.state === 'success' ? fetched(job) : fetchedFailure(job.failureMessage);
}

function keyRefusal(deps: Deps, body: Body): Refusal | undefined {
  if (typeof body.key !== 'string' || body.key === '') return { status: 401, message: 'API key required' };
  if (body.key !== deps.key || deps.settings().rejectKey) return { status: 401, message: 'Invalid API key' };
  return undefined;
}

function refuse({ errorsWithHttp200 }: Deps, response: Response, { status, message }: Refusal): void {
  response.status(errorsWithHttp200 ? 200 : status).json(error(message));
}

const bodyOf = (request: Request): Body => {
  const body: unknown = request.body;
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {};
};

import type { Request, Response, Router } from 'express';
import express from 'express';
import type { Log } from '#sandbox/services/bookkeeping.ts';
import { faultOf, toFlag, unknownFields } from '#sandbox/services/fields.ts';
import type { ServiceJobs } from '#sandbox/services/jobs.ts';
import type { Plan } from '#sandbox/services/operator.ts';
import type { Body } from '#sandbox/services/serve.ts';
import { bodyOf, keepsSilent } from '#sandbox/services/serve.ts';
import type { LabJob } from './answers.ts';
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
import type { Endpoint, Order } from './endpoint.ts';
import { ENDPOINTS, FIRST_IDS } from './endpoints/roster.ts';
import { V7_PATHS, v7Endpoint } from './endpoints/v7.ts';
import type { GateDeps, Refusal } from './gate.ts';
import { EVERYWHERE, keyRefusal, NO_CREDIT, refuse } from './gate.ts';
import { jobOf, readOrder } from './take-order.ts';

type Deps = ApiDeps & {
  /** Counts up in each family. */
  readonly nextId: (family: string) => number;
};

type ApiDeps = GateDeps & {
  readonly jobs: ServiceJobs<Order>;
  /** Takes the plan for the next submit. */
  readonly nextPlan: () => Plan;
  readonly submits: Log<Body>;
  readonly undocumented: Log<string>;
  /** Unfinished jobs that one account may have. */
  readonly queueLimit: number;
  readonly apiUrl: () => string;
  readonly fileUrl: (area: 'generations' | 'mirror', name: string) => string;
  /** Whether pictures can be made with a model. */
  readonly isPictureModel: (modelId: string) => boolean;
};

const RETRY_AFTER_S = 30; // docs.modelslab.com/rate-limits
const SEED_MAX = 2 ** 31;

/** Every endpoint that makes a file, and its family's `POST fetch/:id`. */
export function createGenerationsApi(apiDeps: ApiDeps): Router {
  const router = express.Router();
  const deps: Deps = { ...apiDeps, nextId: createIds() };
  for (const endpoint of ENDPOINTS)
    router.post(`/${endpoint.path}`, (request, response) => submit(deps, endpoint, request, response));
  for (const path of V7_PATHS)
    router.post(`/v7/${path}`, (request, response) => {
      const endpoint = v7Endpoint(path, bodyOf(request).model_id);
      return endpoint ? submit(deps, endpoint, request, response) : undefined;
    });
  for (const family of Object.keys(FIRST_IDS)) {
    const paths = [`/${family}/fetch/:id`, ...(family === 'v6/images' ? [`/${family}/fetch`] : [])];
    router.post(paths, (request, response) => answerFetch(deps, family, request, response));
  }
  return router;
}

async function submit(deps: Deps, endpoint: Endpoint, request: Request, response: Response): Promise<void> {
  const body = bodyOf(request);
  deps.submits.add(body);
  for (const name of unknownFields(endpoint.fields, body, EVERYWHERE))
    deps.undocumented.add(`${endpoint.path}: ${name}`);
  const refusal = refusalOf(deps, endpoint, body);
  if (refusal) return refuse(deps, response, refusal, { misspelt: endpoint.shape === 'controlnet' });
  const plan = deps.nextPlan();
  if (plan.submit === 'rate_limit' || deps.jobs.unfinished() >= deps.queueLimit) {
    const answer = rateLimited(plan.retryAfterS ?? RETRY_AFTER_S, deps.queueLimit);
    response.status(deps.errorsWithHttp200 ? 200 : 429).json(answer);
  } else if (plan.submit === 'error' || plan.submit === 'moderated') {
    response.json(error(plan.message ?? WORDS[plan.submit]));
  } else {
    await takeJob(deps, readOrder(endpoint, body, { randomSeed }), plan, response);
  }
}

function createIds(): Deps['nextId'] {
  const taken = new Map<string, number>();
  return (family) => {
    const count = taken.get(family) ?? 0;
    taken.set(family, count + 1);
    return (FIRST_IDS[family] ?? 1) + count;
  };
}

const randomSeed = (): number => Math.floor(Math.random() * SEED_MAX);

const WORDS = {
  error: 'Internal server error. Please try again.',
  // The vendor's wording is not known; this one is made up.
  moderated: 'NSFW content detected in the prompt. Please change it.',
} as const;

function refusalOf(deps: Deps, endpoint: Endpoint, body: Body): Refusal | undefined {
  const refusal = keyRefusal(deps, body.key) ?? (deps.settings.get().outOfCredit ? NO_CREDIT : undefined);
  if (refusal) return refusal;
  const { fields, fault, family } = endpoint;
  const modelFault = family === 'v6/images' ? modelFaultOf(deps, body) : undefined;
  const message = promptFault(fields, body) ?? modelFault ?? faultOf(fields, body) ?? fault?.(body);
  return message === undefined ? undefined : { status: 400, message };
}

/** What is wrong with the prompt is told first. */
const promptFault = ({ prompt }: Endpoint['fields'], body: Body) => (prompt ? faultOf({ prompt }, body) : undefined);

function modelFaultOf({ isPictureModel }: Deps, { model_id: modelId }: Body): string | undefined {
  if (typeof modelId !== 'string' || modelId === '') return 'model_id is required';
  return isPictureModel(modelId) ? undefined : `Model not found: ${modelId}`;
}

async function takeJob(deps: Deps, order: Order, plan: Plan, response: Response): Promise<void> {
  const { jobs, settings } = deps;
  const { generationMs } = settings.get();
  const isAtOnce = plan.submit === 'success' || (holdsConnection(order) && plan.submit !== 'processing');
  const stays = plan.hold === true || plan.submit === 'success';
  const { family } = order.endpoint;
  const id = deps.nextId(family);
  const job = jobs.add(
    // No source says that a webhook is called for what the submit has answered.
    { ...jobOf(order, id, deps), callback: isAtOnce ? 'lost' : 'once' },
    plan,
    stays ? null : generationMs,
  );
  if (keepsSilent(plan.submit, response)) return;
  if (!isAtOnce) return void response.json(accepted(job, fetchUrl(deps, job), etaS(job, generationMs)));
  if (plan.submit === 'success') await jobs.end(job, 'success');
  else await jobs.ended(job);
  response.json(job.state === 'success' ? finishedAtOnce(job) : error(job.failureMessage));
  if (plan.submit === 'success') await jobs.announce(job);
}

const holdsConnection = ({ endpoint, body }: Order): boolean =>
  endpoint.holds === true && toFlag(body.instant_response) !== true;

const fetchUrl = ({ apiUrl }: Deps, { id, order }: LabJob): string =>
  `${apiUrl()}/${order.endpoint.family}/fetch/${id}`;

/** Seconds; a held job says what others say. */
const etaS = (job: LabJob, generationMs: number): number =>
  job.finishesAt === null ? generationMs / 1000 : (job.finishesAt - job.createdAt) / 1000;

function answerFetch(deps: Deps, family: string, request: Request, response: Response): void {
  const body = bodyOf(request);
  const refusal = keyRefusal(deps, body.key);
  if (refusal) return void refuse(deps, response, refusal);
  const job = deps.jobs.find(String(request.params.id ?? body.request_id));
  // An id means something within its own family only.
  if (!job || job.order.endpoint.family !== family) return void response.json(notFound());
  deps.jobs.polled(job);
  if (job.state === 'processing') return void response.json(fetchedTooEarly(job));
  response.json(job.state === 'success' ? fetched(job) : fetchedFailure(job.failureMessage));
}

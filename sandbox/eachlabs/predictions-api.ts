import type { Request, Response, Router } from 'express';
import express from 'express';
import type { Log } from '#sandbox/services/bookkeeping.ts';
import type { Desk } from '#sandbox/services/desk.ts';
import type { ServiceJobs } from '#sandbox/services/jobs.ts';
import type { Plan } from '#sandbox/services/operator.ts';
import type { Body } from '#sandbox/services/serve.ts';
import { bodyOf, keepsSilent } from '#sandbox/services/serve.ts';
import type { Generation } from './answers.ts';
import { created, outputOf, polled } from './answers.ts';
import type { LabsModel } from './describe-model.ts';
import { refuse } from './gate.ts';
import { MODELS } from './models.ts';
import type { Prediction, PredictionJob } from './predictions.ts';
import { newPrediction } from './predictions.ts';
import { faultsOf } from './schema.ts';

export type LabsDeps = Desk & {
  readonly jobs: ServiceJobs<Prediction>;
  readonly nextPlan: () => Plan;
  readonly generation: Generation;
  /** Unfinished predictions that the account may have while its balance is low. */
  readonly queueLimit: number;
  readonly undocumented: Log<string>;
};

const FIELDS = ['model', 'version', 'input', 'webhook_url', 'webhook_secret'];

/** Below `/v1`: submits, polls and cancels. */
export function createPredictionsApi(deps: LabsDeps): Router {
  const router = express.Router();
  const { jobs, generation, apiUrl } = deps;
  router.post('/prediction', (request, response) => submit(deps, request, response));
  router.get('/prediction/:id', (request: Request, response: Response) => {
    const job = jobs.find(String(request.params.id));
    if (!job) return refuse(response, 404, 'Prediction not found');
    jobs.polled(job);
    response.json(polled(job, generation, apiUrl()));
  });
  router.post('/prediction/:id/cancel', async (request: Request, response: Response) => {
    const job = jobs.find(String(request.params.id));
    if (!job) return refuse(response, 404, 'Prediction not found');
    await jobs.end(job, 'cancelled');
    response.json({ status: 'cancelled', message: 'Prediction canceled successfully', predictionID: job.id });
  });
  router.get('/executions', (request, response) => void listExecutions(deps, request, response));
  return router;
}

async function submit(deps: LabsDeps, request: Request, response: Response): Promise<void> {
  const body = bodyOf(request);
  deps.submits.add(body);
  const model = readSubmit(deps, body, response);
  if (!model) return;
  const plan = deps.nextPlan();
  if (refusedByPlan(plan, response)) return;
  const order = {
    model,
    input: inputOf(body),
    secret: typeof body.webhook_secret === 'string' ? body.webhook_secret : null,
  };
  const webhook = typeof body.webhook_url === 'string' && body.webhook_url !== '' ? body.webhook_url : null;
  // No submit is answered with a result: what is planned to be there at once is there before the answer.
  const isAtOnce = plan.submit === 'success';
  const generationMs = plan.hold || isAtOnce ? null : deps.settings.get().generationMs;
  const job = deps.jobs.add(newPrediction(order, webhook, deps.fileUrl), plan, generationMs);
  if (isAtOnce) await deps.jobs.end(job, 'success');
  if (!keepsSilent(plan.submit, response)) response.json(created(job));
  if (isAtOnce) await deps.jobs.announce(job);
}

const inputOf = ({ input }: Body): Body => (typeof input === 'object' && input !== null ? { ...input } : {});

/** The model, when nothing is wrong with the submit; otherwise it has been refused. */
function readSubmit(deps: LabsDeps, body: Body, response: Response): LabsModel | undefined {
  const model = MODELS.find(({ slug }) => slug === body.model);
  const fault = whatIsWrong(deps, model, body);
  for (const name of unknownNames(body, model)) deps.undocumented.add(name);
  if (fault) refuse(response, fault.status, fault.error, fault.more);
  return fault ? undefined : model;
}

const unknownNames = (body: Body, model: LabsModel | undefined): readonly string[] => [
  ...Object.keys(body).filter((name) => !FIELDS.includes(name)),
  ...Object.keys(inputOf(body))
    .filter((name) => model !== undefined && !(name in model.schema.properties))
    .map((name) => `${String(body.model)}: ${name}`),
];

type Fault = { readonly status: number; readonly error: string; readonly more?: object };

function whatIsWrong(
  { jobs, queueLimit, settings }: LabsDeps,
  model: LabsModel | undefined,
  body: Body,
): Fault | undefined {
  if (typeof body.model !== 'string' || body.model === '') return { status: 400, error: 'model field is required' };
  if (!model) return { status: 404, error: 'Failed to fetch model: model not found' };
  const details = faultsOf(model.schema, inputOf(body));
  if (details.length > 0) return { status: 400, error: 'Invalid input for model', more: { details } };
  if (settings.get().outOfCredit) {
    const words = 'the estimated cost of your in-flight executions exceeds your current balance ($0.00).';
    return { status: 402, error: 'payment required', more: { status: 402, details: words } };
  }
  return jobs.unfinished() >= queueLimit ? TOO_MANY : undefined;
}

const TOO_MANY: Fault = {
  status: 429,
  error: 'too many requests',
  more: {
    status: 429,
    details: 'Account rate limited: accounts with a balance of $10.00 or less are limited to 10 concurrent executions.',
  },
};

/** True when the plan refuses, and has. */
function refusedByPlan({ submit: how, message, retryAfterS }: Plan, response: Response): boolean {
  if (how === 'rate_limit') {
    if (retryAfterS !== undefined) response.set('Retry-After', String(retryAfterS));
    refuse(response, 429, TOO_MANY.error, TOO_MANY.more);
  } else if (how === 'moderated') refuse(response, 400, message ?? 'The input was flagged by the content filter');
  else if (how === 'error') refuse(response, 400, message ?? 'Invalid input for model');
  else return false;
  return true;
}

const LIMIT = 20;

function listExecutions({ jobs, generation }: LabsDeps, { query }: Request, response: Response) {
  const statuses = typeof query.status === 'string' ? query.status.split(',') : undefined;
  const unknown = statuses?.find((each) => !['created', 'starting', 'success', 'error'].includes(each));
  if (unknown) return refuse(response, 400, `invalid status ${unknown}`);
  const { from, to, model } = query;
  const found = jobs
    .all()
    .filter((job) => model === undefined || job.order.model.slug === model)
    .filter((job) => typeof from !== 'string' || job.createdAt >= Date.parse(from))
    .filter((job) => typeof to !== 'string' || job.createdAt <= Date.parse(to))
    .map((job) => execution(job, generation))
    .filter(({ status }) => !statuses || statuses.includes(String(status)))
    .toReversed();
  const offset = Number(query.offset ?? 0);
  const limit = Number(query.limit ?? LIMIT);
  const executions = found.slice(offset, offset + limit);
  return response.json({ executions, total_count: found.length, total_capped: false, offset, limit });
}

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

function execution(job: PredictionJob, generation: Generation): Body {
  const { status, metrics } = polled(job, generation, '');
  return {
    id: job.id,
    model: job.order.model.slug,
    requested_model: null,
    status,
    workflow_id: null,
    workflow_execution_id: null,
    execution_cost: job.state === 'success' ? job.order.model.costUsd : 0,
    run_time: (metrics as { predict_time: number }).predict_time,
    created_at: iso(job.createdAt),
    started_at: iso(job.createdAt),
    completed_at: iso(job.endedAt),
    output: job.state === 'success' ? outputOf(job) : null,
  };
}

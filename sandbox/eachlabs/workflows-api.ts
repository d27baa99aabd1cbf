import { randomUUID } from 'node:crypto';
import type { Request, Response, Router } from 'express';
import express from 'express';
import { makeFilm } from '#sandbox/media/film.ts';
import { drawAs } from '#sandbox/media/picture.ts';
import type { Desk } from '#sandbox/services/desk.ts';
import type { Job, NewJob } from '#sandbox/services/job.ts';
import type { ServiceJobs } from '#sandbox/services/jobs.ts';
import type { Plan } from '#sandbox/services/operator.ts';
import type { Body } from '#sandbox/services/serve.ts';
import { bodyOf, keepsSilent } from '#sandbox/services/serve.ts';
import { refuse } from './gate.ts';

type Flow = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly version: string;
  readonly makes: 'png' | 'mp4';
};
export type Execution = { readonly flow: Flow; readonly inputs: Body; readonly secret: string | null };
export type ExecutionJob = Job<Execution>;

type Deps = Desk & { readonly executions: ServiceJobs<Execution>; readonly nextPlan: () => Plan };

const FLOWS: readonly Flow[] = [
  {
    id: '50741c7e-0001-4b1e-9a77-2f6a51c0d101',
    slug: 'bower-poster',
    name: 'Bower poster',
    version: 'v1',
    makes: 'png',
  },
  { id: '50741c7e-0002-4b1e-9a77-2f6a51c0d102', slug: 'bower-clip', name: 'Bower clip', version: 'v1', makes: 'mp4' },
];

const SCHEMA = { type: 'object', required: ['prompt'], properties: { prompt: { type: 'string' } } };
const PAGE = 50;
const SIDE = 512;

const flowOf = (named: unknown): Flow | undefined => FLOWS.find(({ id, slug }) => id === named || slug === named);

/** Below `/v1/workflows`: the list, one of them, a run, and what became of it. */
export function createWorkflowsApi(deps: Deps): Router {
  const router = express.Router();
  router.get('/', (_: Request, response: Response) => {
    const workflows = FLOWS.map(({ id, slug, name }) => ({ id, slug, name }));
    // The offset in the answer is where the next page begins.
    response.json({ workflows, total_count: workflows.length, limit: PAGE, offset: workflows.length });
  });
  router.get('/executions/:execution', (request: Request, response: Response) => {
    const job = deps.executions.find(String(request.params.execution));
    if (!job) return refuse(response, 404, 'execution not found', { code: 'NOT_FOUND' });
    deps.executions.polled(job);
    response.json(executionBody(job));
  });
  router.get('/:flow', (request: Request, response: Response) => {
    const flow = flowOf(request.params.flow);
    if (!flow) return refuse(response, 404, 'workflow not found', { code: 'NOT_FOUND' });
    const { id, slug, name, version } = flow;
    response.json({ id, slug, name, versions: [{ version_id: version, definition: { input_schema: SCHEMA } }] });
  });
  router.post('/trigger/:flow/:version', (request, response) => trigger(deps, request, response));
  return router;
}

function trigger(deps: Deps, request: Request, response: Response): void {
  const body = bodyOf(request);
  deps.submits.add(body);
  const flow = flowOf(request.params.flow);
  if (!flow || flow.version !== request.params.version)
    return void refuse(response, 404, 'workflow not found', { code: 'NOT_FOUND' });
  const plan = deps.nextPlan();
  if (plan.submit === 'rate_limit') return void refuse(response, 429, 'too many requests', { status: 429 });
  const job = deps.executions.add(
    newExecution(flow, body, deps),
    plan,
    plan.hold ? null : deps.settings.get().generationMs,
  );
  if (!keepsSilent(plan.submit, response)) response.status(202).json({ execution_id: job.id, status: 'queued' });
}

function newExecution(flow: Flow, body: Body, { fileUrl }: Deps): NewJob<Execution> {
  const id = randomUUID();
  const inputs: Body = typeof body.inputs === 'object' && body.inputs !== null ? { ...body.inputs } : {};
  const name = `${id}.${flow.makes}`;
  const picture = {
    prompt: String(inputs.prompt ?? ''),
    seed: Number.parseInt(id.slice(0, 8), 16),
    width: SIDE,
    height: SIDE,
  };
  return {
    id,
    endpoint: `workflows/${flow.slug}`,
    prompt: picture.prompt,
    webhook: typeof body.webhook_url === 'string' ? body.webhook_url : null,
    order: { flow, inputs, secret: typeof body.webhook_secret === 'string' ? body.webhook_secret : null },
    files: [{ name, url: fileUrl('generations', name), mirrorUrl: fileUrl('mirror', name) }],
    make: async () => [await (flow.makes === 'mp4' ? makeFilm(picture) : drawAs(picture, 'png'))],
  };
}

const STATUS = { processing: 'running', success: 'completed', failed: 'failed', cancelled: 'cancelled' } as const;

/** The same for a poll and for the webhook. */
export function executionBody({ id, order, state, createdAt, endedAt, files, failureMessage }: ExecutionJob): Body {
  const output = files[0]?.url;
  return {
    execution_id: id,
    workflow_id: order.flow.id,
    version_id: order.flow.version,
    status: STATUS[state],
    started_at: new Date(createdAt).toISOString(),
    ...(endedAt === null ? {} : { completed_at: new Date(endedAt).toISOString() }),
    inputs: order.inputs,
    step_outputs: {},
    ...(state === 'success' ? { output, total_cost: 0.1 } : {}),
    ...(state === 'failed'
      ? { error: 'ExecutionFailed', error_cause: `Step 'picture' failed: ${failureMessage}` }
      : {}),
  };
}

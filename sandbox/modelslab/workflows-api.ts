import type { Request, RequestHandler, Response, Router } from 'express';
import express from 'express';
import type { Log, Settings } from '#sandbox/services/bookkeeping.ts';
import type { ServiceJobs } from '#sandbox/services/jobs.ts';
import type { Plan } from '#sandbox/services/operator.ts';
import type { Body } from '#sandbox/services/serve.ts';
import { bodyOf, keepsSilent } from '#sandbox/services/serve.ts';
import { error, rateLimited } from './answers.ts';
import type { FileUrl, Run, RunOrder, Workflow } from './workflows.ts';
import { newRun, runStatus, WORKFLOWS } from './workflows.ts';

type Deps = {
  readonly runs: ServiceJobs<RunOrder>;
  readonly key: string;
  readonly settings: Settings;
  readonly nextPlan: () => Plan;
  readonly submits: Log<Body>;
  readonly undocumented: Log<string>;
  readonly fileUrl: FileUrl;
  readonly workflowsUrl: () => string;
  /** The address that is set in the workflow. */
  readonly webhook: () => string | null;
};

const RUNS_PER_MINUTE = 10; // docs.modelslab.com/workflows-api
const RETRY_AFTER_S = 30;

/** Below `/v1/workflows`. The key stands in a header here, the body holds the workflow's own parameters and no others. */
export function createWorkflowsApi(deps: Deps): Router {
  const router = express.Router();
  router.use((request, response, next) => {
    const { rejectKey } = deps.settings.get();
    if (request.get('key') === deps.key && !rejectKey) return next();
    response.status(401).json(error('Invalid API key'));
  });
  router.get('/', (_, response) => void response.json({ status: 'success', workflows: WORKFLOWS.map(rowOf) }));
  router.get(
    '/:workflow',
    aboutWorkflow((workflow, _, response) => response.json(detailOf(workflow, deps))),
  );
  router.post(
    '/:workflow/run',
    aboutWorkflow((workflow, request, response) => run(deps, workflow, request, response)),
  );
  router.get(
    '/:workflow/runs/:run',
    aboutRun(deps, (found, response) => {
      deps.runs.polled(found);
      response.json(runStatus(found));
    }),
  );
  router.post(
    '/:workflow/runs/:run/cancel',
    aboutRun(deps, async (found, response) => {
      if (found.state !== 'processing') return response.status(400).json(error('Execution has already finished.'));
      await deps.runs.end(found, 'cancelled');
      return response.json({ status: 'success', message: 'Execution cancelled.' });
    }),
  );
  return router;
}

const aboutWorkflow =
  (answer: (workflow: Workflow, request: Request, response: Response) => unknown): RequestHandler =>
  (request, response) => {
    const workflow = WORKFLOWS.find(({ id }) => id === request.params.workflow);
    if (!workflow) return void response.status(404).json(error('Workflow not found or API not enabled'));
    return answer(workflow, request, response);
  };

const aboutRun = ({ runs }: Deps, answer: (run: Run, response: Response) => unknown): RequestHandler =>
  aboutWorkflow((workflow, request, response) => {
    const run = runs.find(String(request.params.run));
    if (run?.order.workflow.id !== workflow.id) return void response.status(404).json(error('Execution not found'));
    return answer(run, response);
  });

const rowOf = ({ id, name, description }: Workflow): Body => ({
  id,
  name,
  description,
  rate_limit: RUNS_PER_MINUTE,
  call_count: 150,
  last_called_at: '2026-01-15T10:30:15Z',
  created_at: '2026-01-02T10:30:00Z',
  updated_at: '2026-01-15T10:30:15Z',
});

const detailOf = ({ id, name, description, parameters }: Workflow, { webhook, workflowsUrl }: Deps): Body => ({
  status: 'success',
  workflow: { id, name, description, rate_limit: RUNS_PER_MINUTE, webhook_url: webhook() },
  parameters: parameters.map((each, at) => ({ ...each, node_id: `node-${at + 1}`, node_name: 'Text to Image' })),
  endpoints: { run: `${workflowsUrl()}/${id}/run`, status: `${workflowsUrl()}/${id}/runs/{id}` },
});

async function run(deps: Deps, workflow: Workflow, request: Request, response: Response): Promise<void> {
  const input = bodyOf(request);
  deps.submits.add(input);
  for (const name of Object.keys(input))
    if (!workflow.parameters.some(({ key }) => key === name)) deps.undocumented.add(`v1/workflows/run: ${name}`);
  const missing = workflow.parameters.find(({ key, required }) => required && !input[key]);
  if (missing) return void response.status(422).json(error(`${missing.key} is required`));
  const plan = deps.nextPlan();
  if (plan.submit === 'rate_limit')
    return void response.status(429).json(rateLimited(plan.retryAfterS ?? RETRY_AFTER_S, RUNS_PER_MINUTE));
  const { generationMs } = deps.settings.get();
  const order = newRun({ workflow, input }, deps.runs.all().length, deps.webhook(), deps.fileUrl);
  const job = deps.runs.add(order, plan, plan.hold ? null : generationMs);
  if (keepsSilent(plan.submit, response)) return;
  response.status(202).json({
    status: 'success',
    message: 'Workflow execution started.',
    execution_id: Number(job.id),
    workflow_id: workflow.id,
    status_url: `${deps.workflowsUrl()}/${workflow.id}/runs/${job.id}`,
    webhook_url: deps.webhook(),
  });
}

import { createDesk } from '#sandbox/services/desk.ts';
import { ServiceJobs } from '#sandbox/services/jobs.ts';
import type { Media } from '#sandbox/services/operator.ts';
import type { Body, Site } from '#sandbox/services/serve.ts';
import { answerUnreadable } from '#sandbox/services/serve.ts';
import type { Tallying } from '#sandbox/services/tally.ts';
import { createAccountApi } from './account-api.ts';
import { callbackBody, error } from './answers.ts';
import { COMMUNITY_MODELS, isPictureModel } from './community-models.ts';
import type { Order } from './endpoint.ts';
import { createGenerationsApi } from './generations-api.ts';
import type { PretendModelslab } from './operator.ts';
import { createTrainingsApi, trainingCallback } from './trainings.ts';
import type { RunOrder, WorkflowShape } from './workflows.ts';
import { workflowCallback } from './workflows.ts';
import { createWorkflowsApi } from './workflows-api.ts';

export type PretendModelslabOptions = Site & {
  /** Milliseconds from submit to result. */
  readonly generationMs?: number;
  /** Whether jobs make the files that they should, or the same small ones all. */
  readonly media?: Media;
  /** Unfinished jobs that the account may have; 5 is the smallest plan's. */
  readonly queueLimit?: number;
  /** Errors are told with HTTP 200, as integrators have met them, instead of the documented statuses. */
  readonly errorsWithHttp200?: boolean;
  /** Which of the two documented shapes the callbacks of workflows have; B when left out. */
  readonly workflowShape?: WorkflowShape;
  /** Multiplies the waits between the tries of a callback, which are a workflow's alone; 1 is real time. */
  readonly timeScale?: number;
};

const QUEUE_LIMIT = 5;

// docs.modelslab.com/webhooks: the receiver has to answer within 30 seconds; generations promise no second try, workflows
// up to three more with growing waits, whose length is not told.
const CALLBACK_TIMEOUT_MS = 30_000;
const ONCE = { timeoutMs: CALLBACK_TIMEOUT_MS, delaysMs: [], triesAgain: () => false };
const WORKFLOW_DELIVERY = { ...ONCE, delaysMs: [2_000, 4_000, 8_000], triesAgain: () => true };

const service = 'modelslab' as const;

/** A stand-in for modelslab.com on one's own machine: its families, trainings, workflows, files and callbacks. */
export function createPretendModelslab(options: PretendModelslabOptions): PretendModelslab {
  const { generationMs, errorsWithHttp200 = false } = options;
  const desk = createDesk({ name: service, label: 'ModelsLab', site: options, generationMs, apiPath: '/api' });
  const { jobs, trainings, runs } = createShelves(options, desk.tally);
  let workflowWebhook: string | null = null;

  const shared = { ...desk, nextPlan: desk.plans.next, errorsWithHttp200 };
  const api = desk.createRouter((response) => {
    response.status(503).json(error('Service temporarily unavailable. Please try again later.'));
  });
  const isTrained = (id: string) => trainings.find(id)?.state === 'success';
  const canPicture = (id: string) => isPictureModel(id) || isTrained(id);
  const queueLimit = options.queueLimit ?? QUEUE_LIMIT;
  const keep = (name: string, bytes: Uint8Array) => jobs.keep(name, bytes);
  const workflowsUrl = () => `${desk.apiUrl()}/v1/workflows`;
  api.use(createGenerationsApi({ ...shared, jobs, queueLimit, isPictureModel: canPicture }));
  api.use(createAccountApi({ ...shared, keep, unfinished: () => jobs.unfinished(), models: () => COMMUNITY_MODELS }));
  api.use('/v3', createTrainingsApi({ ...shared, trainings }));
  api.use('/v1/workflows', createWorkflowsApi({ ...shared, runs, workflowsUrl, webhook: () => workflowWebhook }));
  api.use((request, response) => {
    response.status(404).json(error(`The route ${request.path} could not be found.`));
  });
  api.use(answerUnreadable((response) => void response.status(400).json(error('Invalid API Request'))));

  return Object.assign(desk.open({ api, shelves: [jobs, trainings, runs] }), {
    setWorkflowWebhook: (url: string | null) => {
      workflowWebhook = url;
    },
  });
}

function createShelves({ workflowShape = 'B', timeScale = 1, media }: PretendModelslabOptions, tally: Tallying) {
  const shared = { service, tally, media, timeScale };
  return {
    jobs: new ServiceJobs<Order>({
      ...shared,
      callbackOf: (job) => ({ body: JSON.stringify(callbackBody(job)) }),
      deliveryRule: () => ONCE,
    }),
    trainings: new ServiceJobs<Body>({ ...shared, callbackOf: trainingCallback, deliveryRule: () => ONCE }),
    runs: new ServiceJobs<RunOrder>({
      ...shared,
      callbackOf: (run) => workflowCallback(run, workflowShape),
      deliveryRule: () => WORKFLOW_DELIVERY,
    }),
  };
}

import { randomUUID } from 'node:crypto';
import { createDesk } from '#sandbox/services/desk.ts';
import { ServiceJobs } from '#sandbox/services/jobs.ts';
import type { Media, PretendService } from '#sandbox/services/operator.ts';
import type { Site } from '#sandbox/services/serve.ts';
import { answerUnreadable } from '#sandbox/services/serve.ts';
import type { Tallying } from '#sandbox/services/tally.ts';
import type { Generation } from './answers.ts';
import { callbackBody } from './answers.ts';
import { createCatalogueApi } from './catalogue-api.ts';
import { checkKey, refuse } from './gate.ts';
import type { Prediction } from './predictions.ts';
import { createPredictionsApi } from './predictions-api.ts';
import { createUploads } from './uploads-api.ts';
import type { History, Signature } from './webhook.ts';
import { createHistory, DELIVERY, sign } from './webhook.ts';
import type { Execution } from './workflows-api.ts';
import { createWorkflowsApi, executionBody } from './workflows-api.ts';

export type PretendEachlabsOptions = Site & {
  /** Milliseconds from submit to result. */
  readonly generationMs?: number;
  /** Whether jobs make the files that they should, or the same small ones all. */
  readonly media?: Media;
  /** Which of the two documented generations of callbacks and status words; the current one when left out. */
  readonly generation?: Generation;
  /** How callbacks prove where they come from; the secret itself when left out. */
  readonly signature?: Signature;
  /** Unfinished predictions that the account may have; 10 on a low balance, as documented. */
  readonly queueLimit?: number;
  /** Multiplies the waits between the tries of a callback; 1 is real time. */
  readonly timeScale?: number;
};

const QUEUE_LIMIT = 10;

/** A stand-in for api.eachlabs.ai on one's own machine. */
export function createPretendEachlabs(options: PretendEachlabsOptions): PretendService {
  const { generationMs, generation = 'current', queueLimit = QUEUE_LIMIT } = options;
  const desk = createDesk({ name: 'eachlabs', label: 'each::labs', site: options, generationMs, apiPath: '' });
  const history = createHistory();
  const { jobs, executions } = createShelves(options, desk.tally, history);
  const shared = { ...desk, jobs, executions, nextPlan: desk.plans.next, generation, queueLimit };
  const checked = checkKey(desk);
  const uploads = createUploads({ ...desk, keep: (name, bytes) => jobs.keep(name, bytes) });

  const api = desk.createRouter((response) => refuse(response, 503, 'service unavailable', { status: 503 }));
  api.use((request, response, next) => {
    response.set('X-Request-Id', request.get('x-request-id') ?? randomUUID());
    next();
  });
  api.use('/v1', createCatalogueApi(checked, history));
  api.use('/v1', checked, createPredictionsApi(shared), uploads.api);
  api.use('/v1/workflows', checked, createWorkflowsApi(shared));
  api.use((_, response) => refuse(response, 404, 'not found'));
  api.use(answerUnreadable((response) => refuse(response, 400, 'invalid request body')));
  return desk.open({ api, shelves: [jobs, executions], files: uploads.storage });
}

function createShelves(options: PretendEachlabsOptions, tally: Tallying, history: History) {
  const { generation = 'current', signature = { scheme: 'secret' }, timeScale = 1, media } = options;
  const rules = { service: 'eachlabs', deliveryRule: () => DELIVERY[generation], timeScale, tally, media } as const;
  return {
    jobs: new ServiceJobs<Prediction>({
      ...rules,
      callbackOf: (job) => {
        const body = callbackBody(job, generation);
        return body && sign(body, job.order.secret, signature);
      },
      onCallback: history.note,
    }),
    executions: new ServiceJobs<Execution>({
      ...rules,
      callbackOf: (job) =>
        job.state === 'processing' || job.state === 'cancelled'
          ? undefined
          : sign(executionBody(job), job.order.secret, signature),
      onCallback: history.note,
    }),
  };
}

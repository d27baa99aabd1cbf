import { createDesk } from '#sandbox/services/desk.ts';
import { ServiceJobs } from '#sandbox/services/jobs.ts';
import type { Media, PretendService } from '#sandbox/services/operator.ts';
import type { Site } from '#sandbox/services/serve.ts';
import { answerUnreadable } from '#sandbox/services/serve.ts';
import type { MartJob, MartOrder } from './answers.ts';
import { task } from './answers.ts';
import { createCatalogueApi } from './catalogue-api.ts';
import { checkKey, refuse } from './gate.ts';
import { createGenerationsApi, unavailable } from './generations-api.ts';
import { createIdempotency } from './idempotency.ts';
import { createSpeechApi } from './speech-api.ts';
import { createTasksApi } from './tasks-api.ts';
import { createUploadsApi } from './uploads-api.ts';

export type PretendApimartOptions = Site & {
  /** Milliseconds from submit to result. */
  readonly generationMs?: number;
  /** Whether jobs make the files that they should, or the same small ones all. */
  readonly media?: Media;
  /** How submits are answered where no header asks for B; A when left out. */
  readonly submitShape?: 'A' | 'B';
  /** Whether a result's `url` is a list or, as on older pages, plain text; a list when left out. */
  readonly urlsAs?: 'list' | 'text';
  /** How often a new music task answers 404; once when left out. */
  readonly musicHiddenPolls?: number;
  /** Multiplies the waits between the tries of a callback; 1 is real time. */
  readonly timeScale?: number;
};

// docs.apimart.ai tasks/webhook: about ten seconds to answer, three more tries after no answer or a 5xx, none after a 4xx.
const DELIVERY = {
  timeoutMs: 10_000,
  delaysMs: [10_000, 30_000, 60_000],
  triesAgain: (status: number) => status === 0 || status >= 500,
};

/** A stand-in for api.apimart.ai on one's own machine. */
export function createPretendApimart(options: PretendApimartOptions): PretendService {
  const { generationMs, submitShape = 'A', urlsAs = 'list', musicHiddenPolls = 1, timeScale = 1 } = options;
  const desk = createDesk({ name: 'apimart', label: 'APIMart', site: options, generationMs, apiPath: '' });
  const jobs = new ServiceJobs<MartOrder>({
    service: 'apimart',
    tally: desk.tally,
    media: options.media,
    callbackOf: webhookCall,
    deliveryRule: () => DELIVERY,
    timeScale,
  });
  const deps = { ...desk, jobs, nextPlan: desk.plans.next, idempotency: createIdempotency(), submitShape, urlsAs };
  const api = desk.createRouter(unavailable);
  api.use(createCatalogueApi(desk));
  api.use('/v1', checkKey(desk));
  api.use('/v1', createGenerationsApi(deps));
  api.use('/v1', createTasksApi({ jobs, musicHiddenPolls }));
  api.use('/v1', createUploadsApi({ ...desk, keep: (name, bytes) => jobs.keep(name, bytes) }));
  api.use('/v1', createSpeechApi(deps));
  api.use((request, response) => refuse(response, 404, `Invalid URL (${request.method} ${request.path})`, 'not_found'));
  api.use(answerUnreadable((response) => refuse(response, 400, 'invalid JSON', 'invalid_request_error')));
  return desk.open({ api, shelves: [jobs] });
}

/** One call at the end; nothing is said of progress, nor of a task that was cancelled. */
function webhookCall(job: MartJob) {
  if (job.state === 'processing' || job.state === 'cancelled') return undefined;
  return { body: JSON.stringify(task(job, 'webhook')) };
}

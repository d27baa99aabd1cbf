import type { ErrorRequestHandler, Router } from 'express';
import express from 'express';
import type { ProviderSettings } from '#sandbox/page/protocol.ts';
import { createWatch } from '#sandbox/watch.ts';
import type { Body } from './answers.ts';
import { error } from './answers.ts';
import type { Picture } from './drawing.ts';
import { drawPicture } from './drawing.ts';
import { ImageJobs } from './image-jobs.ts';
import { createImagesApi } from './images-api.ts';
import type { Plan, PretendModelslab } from './operator.ts';

export type PretendModelslabOptions = {
  /** Gets everything under `/modelslab`. */
  readonly app: { readonly use: (path: string, router: Router) => unknown };
  /** Of the server that the app answers for; asked late, when its port is known. */
  readonly baseUrl: () => string;
  /** Milliseconds from submit to result. */
  readonly generationMs?: number;
  /** Unfinished jobs that the account may have; 5 is the smallest plan's. */
  readonly queueLimit?: number;
  /** Errors are told with HTTP 200, as integrators have met them, instead of the documented statuses. */
  readonly errorsWithHttp200?: boolean;
  readonly draw?: (picture: Picture) => Promise<Uint8Array>;
};

const KEY = 'pretend-modelslab-key';
const GENERATION_MS = 4_000; // long enough to see the status card, short enough to wait for
const QUEUE_LIMIT = 5;
const WAIT_MS = 10_000;

/** A stand-in for modelslab.com: the images family, its files, and its callbacks, on one's own machine. */
export function createPretendModelslab(options: PretendModelslabOptions): PretendModelslab {
  const root = () => `${options.baseUrl()}/modelslab`;
  const jobs = new ImageJobs({
    fetchUrl: (id) => `${root()}/api/v6/images/fetch/${id}`,
    fileUrl: (area, name) => `${root()}/files/${area}/${name}`,
    draw: options.draw ?? drawPicture,
  });
  const submits = createLog<Body>();
  const plans = createPlans();
  const settings = createSettings({ rejectKey: false, generationMs: options.generationMs ?? GENERATION_MS });
  const images = createImagesApi({
    jobs,
    key: KEY,
    settings: settings.get,
    nextPlan: plans.next,
    submitted: submits.add,
    queueLimit: options.queueLimit ?? QUEUE_LIMIT,
    errorsWithHttp200: options.errorsWithHttp200 ?? false,
  });
  options.app.use('/modelslab', createRouter(images, jobs));
  return {
    get apiUrl() {
      return `${root()}/api`;
    },
    key: KEY,
    get mediaHost() {
      return new URL(root()).host;
    },
    jobs: () => jobs.views(),
    settings: settings.get,
    configure: settings.set,
    act: async (jobId, action) => {
      const job = jobs.find(jobId);
      if (!job) throw new Error(`no job ${jobId}`);
      await jobs.act(job, action);
    },
    plan: plans.set,
    submits: submits.all,
    file: (url) => jobs.file(url.slice(url.lastIndexOf('/') + 1)),
    outputs: (jobId) => {
      const job = jobs.find(jobId);
      return job?.state === 'success' ? job.urls : [];
    },
    subscribe: jobs.changes.subscribe,
    waitForJob: async (test, withinMs = WAIT_MS) =>
      jobs.views().find(test) ?? jobs.changes.next(test, withinMs, () => 'no such job'),
    waitForSubmits: submits.wait,
    close: () => jobs.close(),
  };
}

function createRouter(images: Router, jobs: ImageJobs): Router {
  const router = express.Router();
  router.use('/api/v6/images', express.json({ type: () => true }), images);
  router.get('/files/:area/:name', (request, response) => {
    const bytes = jobs.file(request.params.name);
    if (!bytes) return void response.status(404).type('txt').send('Not Found');
    response.type('png').send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
  router.use((request, response) => {
    response.status(404).json(error(`The route ${request.path} could not be found.`));
  });
  const unreadable: ErrorRequestHandler = (_fault, _request, response, _next) => {
    response.status(400).json(error('Invalid API Request'));
  };
  router.use(unreadable);
  return router;
}

function createPlans() {
  let plan: Plan = {};
  let left = Number.POSITIVE_INFINITY;
  return {
    set: (next: Plan) => {
      plan = next;
      left = next.times ?? Number.POSITIVE_INFINITY;
    },
    next: (): Plan => {
      left -= 1;
      return left < 0 ? {} : plan;
    },
  };
}

function createSettings(initial: ProviderSettings) {
  let settings = initial;
  return {
    get: () => settings,
    set: (change: Partial<ProviderSettings>) => {
      settings = { ...settings, ...change };
    },
  };
}

function createLog<Entry>() {
  const entries: Entry[] = [];
  const changes = createWatch<number>();
  return {
    all: (): readonly Entry[] => entries,
    add: (entry: Entry) => {
      entries.push(entry);
      changes.tell(entries.length);
    },
    wait: async (count: number, withinMs = WAIT_MS) => {
      if (entries.length < count)
        await changes.next(
          (length) => length >= count,
          withinMs,
          () => `only ${entries.length} of ${count} came`,
        );
    },
  };
}

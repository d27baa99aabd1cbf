import type { Request, RequestHandler, Response, Router } from 'express';
import express from 'express';
import type { Log } from '#sandbox/services/bookkeeping.ts';
import type { Callback } from '#sandbox/services/callback.ts';
import type { Fields } from '#sandbox/services/fields.ts';
import { choice, faultOf, file, required, text, toText, unknownFields, whole } from '#sandbox/services/fields.ts';
import type { Job } from '#sandbox/services/job.ts';
import type { ServiceJobs } from '#sandbox/services/jobs.ts';
import { gather } from '#sandbox/services/materials.ts';
import type { Plan } from '#sandbox/services/operator.ts';
import type { Body } from '#sandbox/services/serve.ts';
import { bodyOf, keepsSilent } from '#sandbox/services/serve.ts';
import { misspeltError } from './answers.ts';
import type { GateDeps } from './gate.ts';
import { keyRefusal, NO_CREDIT, refuse } from './gate.ts';

export type Training = Job<Body>;

type Deps = GateDeps & {
  readonly trainings: ServiceJobs<Body>;
  readonly nextPlan: () => Plan;
  readonly submits: Log<Body>;
  readonly undocumented: Log<string>;
};

/** The statuses of a training, in their order. Only the last one means that the model can be used. */
export const TRAINING_STAGES = [
  'deploying_gpu',
  'training_started',
  'training_success',
  'trained_model_compressing',
  'trained_model_uploading',
  'trained_model_uploaded',
  'deploying_model',
  'model_ready',
] as const;

const PHOTOS_MAX = 30;

const COMMON: Fields = {
  instance_prompt: required(text()),
  class_prompt: required(text()),
  images: required(file('image', { most: PHOTOS_MAX })),
  negative_prompt: text(),
  seed: text(),
  wandb_key: text(),
};

const ENDPOINTS: Readonly<Record<string, Fields>> = {
  lora_fine_tune: {
    ...COMMON,
    training_type: required(choice('men', 'women', 'female', 'couple', 'null')),
    max_train_steps: required(whole(10, 50)),
    base_model_type: choice('normal', 'sdxl'),
    lora_type: choice('lora', 'lycoris'),
  },
  // The older one; no page of the present documentation describes it.
  fine_tune: {
    ...COMMON,
    training_type: text(),
    max_train_steps: required(whole(1, 2000)),
    base_model_id: text(),
  },
};

/** Trainings: taken with a `training_id` instead of an id, told in stages, and misspelt throughout. */
export function createTrainingsApi(deps: Deps): Router {
  const router = express.Router();
  for (const [path, fields] of Object.entries(ENDPOINTS))
    router.post(`/${path}`, (request, response) => submit(deps, path, fields, request, response));
  const about =
    (answer: (training: Training, response: Response) => unknown): RequestHandler =>
    (request, response) => {
      const refusal = keyRefusal(deps, bodyOf(request).key);
      if (refusal) return refuse(deps, response, refusal, { misspelt: true });
      const training = deps.trainings.find(String(request.params.id));
      if (!training) return void response.status(404).json(misspeltError('Training not found'));
      answer(training, response);
    };
  router.post(
    '/fine_tune_status/:id',
    about((training, response) => {
      deps.trainings.polled(training);
      response.json(statusOf(training));
    }),
  );
  router.post(
    '/cancel_training/:id',
    about((training, response) => {
      void deps.trainings.end(training, 'cancelled');
      response.json({ status: 'success', messege: 'training cancelled', data: training.id });
    }),
  );
  router.post(
    '/finetune/delete/:id',
    about((training, response) => {
      response.json({ status: 'success', messege: 'model deleted', data: training.id });
    }),
  );
  router.post('/finetune_list', (request, response) => {
    const refusal = keyRefusal(deps, bodyOf(request).key);
    if (refusal) return refuse(deps, response, refusal, { misspelt: true });
    const data = deps.trainings.all().map(({ id }) => id);
    response.json({ status: 'success', messege: 'model list', data });
  });
  return router;
}

async function submit(deps: Deps, path: string, fields: Fields, request: Request, response: Response): Promise<void> {
  const body = bodyOf(request);
  deps.submits.add(body);
  // It takes no track id, unlike all other endpoints.
  for (const name of unknownFields(fields, body, ['key', 'webhook'])) deps.undocumented.add(`v3/${path}: ${name}`);
  const message = faultOf(fields, body);
  const refusal =
    keyRefusal(deps, body.key) ??
    (deps.settings.get().outOfCredit ? NO_CREDIT : undefined) ??
    (message === undefined ? undefined : { status: 400, message });
  if (refusal) return refuse(deps, response, refusal, { misspelt: true });
  const plan = deps.nextPlan();
  if (plan.submit === 'error')
    return void response.json(misspeltError(plan.message ?? 'Training could not be started'));
  const { generationMs } = deps.settings.get();
  const training = deps.trainings.add(newTraining(path, body), plan, plan.hold ? null : generationMs);
  if (!keepsSilent(plan.submit, response))
    response.json({
      status: 'success',
      messege: TRAINING_STAGES[0],
      data: 'it will take upto 30 minutes.',
      training_id: training.id,
    });
  await deps.trainings.announce(training);
}

const newTraining = (path: string, body: Body) => ({
  id: newTrainingId(),
  endpoint: `v3/${path}`,
  prompt: String(body.instance_prompt),
  webhook: toText(body.webhook),
  order: body,
  files: [],
  stages: TRAINING_STAGES,
  make: async () => {
    const images = (Array.isArray(body.images) ? body.images : [body.images]) as readonly string[];
    const photos = images.map((value) => ({ field: 'images', kind: 'image' as const, value }));
    await gather(photos, () => 'Unable to fetch image from provided URL');
    return [];
  },
});

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Ten letters and digits, such as `F5jvdzGnYi`. */
const newTrainingId = (): string =>
  Array.from({ length: 10 }, () => LETTERS[Math.floor(Math.random() * LETTERS.length)]).join('');

const stageOf = ({ state, stage }: Training): string => {
  if (state === 'cancelled') return 'training_cancelled';
  // How a failed training is told is not documented; this word is made up.
  return state === 'failed' ? 'training_failed' : (TRAINING_STAGES[stage] ?? TRAINING_STAGES[0]);
};

const statusOf = (training: Training): Body => ({
  status: training.state === 'failed' ? 'error' : 'success',
  messege: stageOf(training),
  data: training.state === 'failed' ? training.failureMessage : `Step: ${training.stage + 1} ETA: soon`,
});

/** The `status` of these calls means that they arrived, not that the training is over. */
export function trainingCallback(training: Training): Callback | undefined {
  if (training.state === 'cancelled') return undefined;
  const isFailed = training.state === 'failed';
  const body = {
    status: isFailed ? 'failed' : 'success',
    training_status: stageOf(training),
    logs: isFailed ? training.failureMessage : 'it will take upto 25 minutes',
    model_id: training.id,
  };
  return { body: JSON.stringify(body) };
}

import * as z from 'zod';
import type { Task } from '#domain/job.ts';
import type { CallbackReading, PollAnswer, Submission } from '#domain/ports/provider.ts';
import type { Settlement } from '#domain/settlement.ts';
import { failed } from '#domain/settlement.ts';
import { redact } from '#providers/http/redact.ts';
import { readEnvelope } from './envelope.ts';
import { readFailure } from './errors.ts';
import type { Family, FamilyAnswer } from './family.ts';
import { readMessage } from './message.ts';
import { phaseOf } from './status.ts';

const NAME = 'training';

const id = z
  .string()
  .regex(/^[\w-]{1,100}$/)
  .optional()
  .catch(undefined);

const word = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .optional()
  .catch(undefined);

/** `messege` holds the stage in answers, `training_status` in callbacks; one integrator reads `model_training_status`. */
const report = z.object({
  training_id: id,
  model_id: id,
  messege: word,
  message: word,
  training_status: word,
  model_training_status: word,
});

/**
 * Trainings (docs.modelslab.com train-model and webhooks): the submit names a `training_id`, which is asked about by
 * `fine_tune_status` and is the new model's id in the end. `status: "success"` says that the answer or callback is well,
 * never that the training is done: only the stage `model_ready` is. How a failed training looks is documented nowhere, so
 * a stage that speaks of failing or cancelling is taken at its word; every other stage is progress.
 */
export const TRAINING: Family = {
  name: NAME,
  pace: 'rare',
  poll: ({ taskId }) => ({ path: `v3/fine_tune_status/${encodeURIComponent(taskId)}` }),
  // The OpenAPI file has the first spelling, the page the second.
  cancel: ({ taskId }) =>
    ['cancel_training', 'cancle_training'].map((verb) => ({ path: `v3/${verb}/${encodeURIComponent(taskId)}` })),
  readSubmission: ({ json }): Submission | undefined => {
    const taskId = report.safeParse(json).data?.training_id;
    if (taskId === undefined || phaseOf(readEnvelope(json)?.status) === 'failed') return undefined;
    return { outcome: 'accepted', task: { family: NAME, taskId } };
  },
  readPoll,
  readCallback: readTrainingCallback,
};

function readPoll({ json, secrets }: FamilyAnswer, { taskId }: Task): PollAnswer | undefined {
  if (phaseOf(readEnvelope(json)?.status) === 'failed') return undefined;
  const { messege, message, training_status, model_training_status } = report.parse(json);
  const stage = model_training_status ?? training_status ?? messege ?? message;
  if (stage === undefined) return undefined;
  const settlement = settlementOf(stage, taskId, secrets);
  return settlement ? { outcome: 'settled', settlement } : { outcome: 'running' };
}

/** Undefined when the body is not about a training. A training that is ready under no name is left for a poll to tell. */
function readTrainingCallback(json: object, secrets: readonly string[] = []): CallbackReading | undefined {
  const { training_status: stage, model_id: taskId } = report.parse(json);
  if (stage === undefined) return undefined;
  const about = taskId === undefined ? {} : { taskId };
  const envelope = readEnvelope(json);
  if (envelope && phaseOf(envelope.status) === 'failed') {
    const failure = readFailure(readMessage(envelope, secrets));
    return { news: 'ended', ...about, settlement: { outcome: 'failed', failure } };
  }
  if (stage === READY && taskId === undefined) return { news: 'nonsense', detail: 'a model is ready, but not which' };
  const settlement = settlementOf(stage, taskId ?? '', secrets);
  return settlement ? { news: 'ended', ...about, settlement } : { news: 'progress' };
}

const READY = 'model_ready';

/** Undefined while the training goes on. */
function settlementOf(stage: string, modelId: string, secrets: readonly string[]): Settlement | undefined {
  if (stage === READY) return { outcome: 'succeeded', sources: [], text: modelId };
  if (/cancel/.test(stage)) return failed('cancelled', redact(stage, secrets));
  return /fail|error/.test(stage) ? failed('provider_down', redact(stage, secrets)) : undefined;
}

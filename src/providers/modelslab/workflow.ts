import * as z from 'zod';
import type { Task } from '#domain/job.ts';
import type { CallbackReading, PollAnswer, Submission, Submit } from '#domain/ports/provider.ts';
import type { Settlement } from '#domain/settlement.ts';
import { failed } from '#domain/settlement.ts';
import { readEnvelope } from './envelope.ts';
import { readFailure } from './errors.ts';
import type { Family, FamilyAnswer } from './family.ts';
import { readMessage } from './message.ts';
import { phaseOf } from './status.ts';
import { readWorkflowOutput } from './workflow-output.ts';

const NAME = 'workflows';

/** A number on paper, `exec_…` in one sample. */
const id = z
  .union([z.int().positive().transform(String), z.string().regex(/^[\w-]{1,100}$/)])
  .optional()
  .catch(undefined);

const word = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .optional()
  .catch(undefined);

const execution = z.object({
  id,
  workflow_id: id,
  status: word,
  output_data: z.unknown().optional(),
  error: z.unknown().optional(),
});

/** What answers about a run and both shapes of its callback may hold. */
const news = z.object({
  event: word,
  status: word,
  execution_id: id,
  workflow_id: id,
  workflow: z.object({ id }).optional().catch(undefined),
  execution: execution.optional().catch(undefined),
  output: z.unknown().optional(),
});

/** A run may be said to be completed just before its files are there. */
const EMPTY_RUN_GRACE_MS = 8_000;

/** Where a run lies below the API, kept with its task: its own number does not tell which workflow it belongs to. */
const RUN_PATH = /^v1\/workflows\/[\w%.~-]{1,200}\/runs\/[\w-]{1,100}$/;

/**
 * Workflows (docs.modelslab.com workflows-api): a run is started under HTTP 202 with an `execution_id`, asked about by
 * GET, and says how it went in `execution.status`, while `status` stays `success` even when the run failed.
 */
export const WORKFLOWS: Family = {
  name: NAME,
  pace: 'slow',
  poll: (task) => ({ method: 'GET', key: 'header', path: pathOf(task) }),
  cancel: (task) => [{ key: 'header', path: `${pathOf(task)}/cancel` }],
  readSubmission,
  readPoll,
  taskIn: (json) => {
    const callback = readWorkflowCallback(json);
    return callback && { family: NAME, taskId: callback.executionId };
  },
  readCallback: (json, secrets) => readWorkflowCallback(json, secrets)?.reading,
};

export const workflowPath = (workflowId: string): string => `v1/workflows/${encodeURIComponent(workflowId)}`;

/** A path that is not one of ours was not stored by this room; what is asked for then is not known over there. */
const pathOf = ({ taskId, pollUrl = '' }: Task): string =>
  RUN_PATH.test(pollUrl) ? pollUrl : `v1/workflows/unknown/runs/${encodeURIComponent(taskId)}`;

function readSubmission({ json }: FamilyAnswer, { model }: Submit): Submission | undefined {
  const { execution_id: taskId, status } = news.parse(json);
  if (taskId === undefined || phaseOf(status) === 'failed') return undefined;
  const pollUrl = `${workflowPath(model.name)}/runs/${taskId}`;
  return { outcome: 'accepted', task: { family: NAME, taskId, pollUrl } };
}

function readPoll({ json, secrets }: FamilyAnswer): PollAnswer | undefined {
  const { execution: run, output } = news.parse(json);
  if (run?.status === undefined) return undefined;
  const settlement = settlementOf(run.status, output ?? run.output_data, messageIn(json, run.error, secrets));
  if (settlement === 'empty') {
    return { outcome: 'doubtful', failure: { reason: 'empty_result' }, graceMs: EMPTY_RUN_GRACE_MS };
  }
  return settlement ? { outcome: 'settled', settlement } : { outcome: 'running' };
}

export type WorkflowCallback = {
  readonly executionId: string;
  readonly workflowId?: string;
  readonly reading: CallbackReading;
};

/**
 * What a callback says that came to the address fixed per workflow, so that only the run's id tells which job it is
 * about. Two shapes are documented: nested (page webhooks) and flat (page workflows overview). Which event names a
 * failure is not, so the status alone decides. Undefined when the body has neither shape.
 */
export function readWorkflowCallback(json: object, secrets: readonly string[] = []): WorkflowCallback | undefined {
  const read = news.parse(json);
  const run = read.execution;
  const executionId = run?.id ?? read.execution_id;
  const status = run?.status ?? read.status;
  if (executionId === undefined || status === undefined) return undefined;
  const workflowId = read.workflow?.id ?? run?.workflow_id ?? read.workflow_id;
  const settlement = settlementOf(status, run?.output_data ?? read.output, messageIn(json, run?.error, secrets));
  return { executionId, ...(workflowId !== undefined && { workflowId }), reading: readingOf(executionId, settlement) };
}

function readingOf(taskId: string, settlement: Settlement | 'empty' | undefined): CallbackReading {
  if (settlement === 'empty') return { news: 'nonsense', detail: 'a completed run without a result' };
  return settlement ? { news: 'ended', taskId, settlement } : { news: 'progress' };
}

/** Undefined while the run goes on, in whichever word; `empty` when it is done and shows nothing for it. */
function settlementOf(status: string, output: unknown, said: ReturnType<typeof readMessage>) {
  switch (status) {
    case 'completed':
    case 'success':
      return readWorkflowOutput(output) ?? 'empty';
    case 'failed':
    case 'error':
      return { outcome: 'failed', failure: readFailure(said) } as const;
    case 'cancelled':
    case 'canceled':
      return failed('cancelled');
    default:
      return undefined;
  }
}

/** The reason stands in `error` at the top (page get-execution-status); in the nested shape it may stand within. */
function messageIn(json: object, error: unknown, secrets: readonly string[]): ReturnType<typeof readMessage> {
  const envelope = readEnvelope({ error, ...json });
  return envelope ? readMessage(envelope, secrets) : { text: '', isValidation: false };
}

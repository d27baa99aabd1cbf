import { makeFilm } from '#sandbox/media/film.ts';
import { drawAs } from '#sandbox/media/picture.ts';
import type { Callback } from '#sandbox/services/callback.ts';
import type { Job, NewJob } from '#sandbox/services/job.ts';
import { secondsTaken } from '#sandbox/services/job.ts';
import type { Body } from '#sandbox/services/serve.ts';

export type Workflow = {
  /** UUID. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly {
    readonly key: string;
    readonly type: 'string' | 'number';
    readonly required: boolean;
  }[];
  readonly makes: 'png' | 'mp4';
};

export type Run = Job<RunOrder>;
export type RunOrder = { readonly workflow: Workflow; readonly input: Body };

/** The workflows that the pretend account has enabled for the API. */
export const WORKFLOWS: readonly Workflow[] = [
  {
    id: '5b0a2c44-7f1d-4a53-9d1c-0e8a51f3b201',
    name: 'Bower postcard',
    description: 'A picture of a bower, ready for the post.',
    parameters: [
      { key: 'prompt', type: 'string', required: true },
      { key: 'seed', type: 'number', required: false },
    ],
    makes: 'png',
  },
  {
    id: '9e3c7d10-2b64-4c8f-8a77-6d1f0b9c4e02',
    name: 'Bower in the wind',
    description: 'First a picture, then the picture in motion.',
    parameters: [{ key: 'prompt', type: 'string', required: true }],
    makes: 'mp4',
  },
];

const FIRST_RUN = 12_340;
const SIDE = 512;

export function newRun(order: RunOrder, count: number, webhook: string | null, fileUrl: FileUrl): NewJob<RunOrder> {
  const { workflow, input } = order;
  const number = FIRST_RUN + count;
  const name = `run-${number}.${workflow.makes}`;
  const picture = { prompt: String(input.prompt ?? ''), seed: Number(input.seed ?? number), width: SIDE, height: SIDE };
  return {
    id: String(number),
    endpoint: `v1/workflows/${workflow.name}`,
    prompt: picture.prompt,
    webhook,
    order,
    files: [{ name, url: fileUrl('generations', name), mirrorUrl: fileUrl('mirror', name) }],
    make: async () => [await (workflow.makes === 'mp4' ? makeFilm(picture) : drawAs(picture, 'png'))],
  };
}

export type FileUrl = (area: 'generations' | 'mirror', name: string) => string;

const STATUS = { processing: 'running', success: 'completed', failed: 'failed', cancelled: 'cancelled' } as const;

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
const outputOf = ({ files }: Run): Body => ({ output: files.map(({ url }) => url) });

/** Answered with success even when the run has failed: what became of it stands inside. */
export const runStatus = (run: Run): Body => ({
  status: 'success',
  execution: {
    id: Number(run.id),
    workflow_id: run.order.workflow.id,
    status: STATUS[run.state],
    started_at: iso(run.createdAt),
    completed_at: iso(run.endedAt),
    execution_time: secondsTaken(run),
  },
  ...(run.state === 'success'
    ? { output: { ...outputOf(run), proxy_links: run.files.map(({ mirrorUrl }) => mirrorUrl), status: 'success' } }
    : {}),
  ...(run.state === 'failed' ? { error: run.failureMessage } : {}),
  steps: [
    {
      name: run.order.workflow.name,
      status: STATUS[run.state],
      started_at: iso(run.createdAt),
      completed_at: iso(run.endedAt),
    },
  ],
});

/** The two official shapes of a workflow's callback, A from the page on webhooks and B from the overview of workflows. */
export type WorkflowShape = 'A' | 'B';

export function workflowCallback(run: Run, shape: WorkflowShape): Callback | undefined {
  if (run.state === 'processing' || run.state === 'cancelled') return undefined;
  return { body: JSON.stringify(shape === 'A' ? nested(run) : flat(run)) };
}

// The name of the event of a failure is not documented.
const eventOf = ({ state }: Run): string => (state === 'success' ? 'workflow.completed' : 'workflow.failed');

const nested = (run: Run): Body => ({
  event: eventOf(run),
  workflow: { id: run.order.workflow.id, name: run.order.workflow.name, user_id: 12_345 },
  execution: {
    // The page's own sample writes `exec_…`; a status call answers the number, so the pretend service sends that.
    id: Number(run.id),
    status: STATUS[run.state],
    started_at: iso(run.createdAt),
    completed_at: iso(run.endedAt),
    execution_time: secondsTaken(run),
    input_data: run.order.input,
    ...(run.state === 'success'
      ? { output_data: { images: run.files.map(({ url }) => url) } }
      : { error: run.failureMessage }),
  },
});

const flat = (run: Run): Body => ({
  event: eventOf(run),
  execution_id: Number(run.id),
  workflow_id: run.order.workflow.id,
  status: STATUS[run.state],
  ...(run.state === 'success' ? { output: outputOf(run) } : { error: run.failureMessage }),
  completed_at: iso(run.endedAt),
});

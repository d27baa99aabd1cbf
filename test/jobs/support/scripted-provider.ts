import type { Task } from '#domain/job.ts';
import type { Model } from '#domain/model.ts';
import type { CallbackReading, PollAnswer, Provider, Submission, Submit } from '#domain/ports/provider.ts';
import { FLUX, SDXL } from './models.ts';
import { createHappenings } from './until.ts';

export type ScriptedProvider = Provider & {
  /** Answers for the next submits, in order; without one, the job is accepted as task `task-1`, `task-2`, …. */
  readonly onSubmit: (...answers: readonly Step<Submission>[]) => void;
  /** Answers for the next polls, in order; without one, the job is running. */
  readonly onPoll: (...answers: readonly Step<PollAnswer>[]) => void;
  /** Answers for the next wishes to stop, in order; without one, it stops. */
  readonly onCancel: (...answers: readonly (() => Promise<void>)[]) => void;
  readonly submits: readonly Submit[];
  readonly polls: readonly string[];
  /** Tasks that it was asked to stop. */
  readonly stopped: readonly Task[];
  /** Most submits that were under way at the same time. */
  readonly busiest: () => number;
  readonly untilSubmits: (count: number) => Promise<void>;
  readonly untilStopped: (count: number) => Promise<void>;
  readonly untilPolls: (count: number) => Promise<void>;
};

/** A function is called when its turn comes, so a test can hold an answer back or break the call. */
type Step<Answer> = Answer | (() => Promise<Answer>);

export const SOURCES = [{ urls: ['https://cdn.test/1.png'] }];

export const SUCCESS = { outcome: 'succeeded', sources: SOURCES, seed: 7 } as const;

/** A callback's body as this provider reads it: the reading itself. Anything else is nonsense to it. */
export const callbackBody = (reading: CallbackReading | string): Uint8Array =>
  new TextEncoder().encode(typeof reading === 'string' ? reading : JSON.stringify(reading));

/** What the scripted provider asks to wait between polls. */
export const POLL_DELAY_MS = 10_000;

type Options = {
  readonly name?: string;
  readonly maxConcurrency?: number;
  readonly repeatsSafely?: boolean;
  readonly models?: readonly Model[];
};

export function createScriptedProvider(options: Options = {}): ScriptedProvider {
  const { name = 'modelslab', maxConcurrency = 5, repeatsSafely = false, models = [FLUX, SDXL] } = options;
  const submits: Submit[] = [];
  const polls: string[] = [];
  const submitAnswers: Step<Submission>[] = [];
  const pollAnswers: Step<PollAnswer>[] = [];
  const stopped: Task[] = [];
  const cancelAnswers: (() => Promise<void>)[] = [];
  const happenings = createHappenings();
  let busy = 0;
  let busiest = 0;

  async function answerSubmit(number: number): Promise<Submission> {
    const step = submitAnswers.shift() ?? { outcome: 'accepted', task: { family: 'images', taskId: `task-${number}` } };
    return typeof step === 'function' ? step() : step;
  }

  return {
    name,
    label: LABELS[name] ?? name,
    maxConcurrency,
    models,
    repeatsSafely,
    submit: async (submit) => {
      submits.push(submit);
      busy += 1;
      busiest = Math.max(busiest, busy);
      happenings.changed();
      try {
        return await answerSubmit(submits.length);
      } finally {
        busy -= 1;
      }
    },
    poll: async ({ taskId }) => {
      polls.push(taskId);
      happenings.changed();
      const step = pollAnswers.shift() ?? { outcome: 'running' };
      return typeof step === 'function' ? step() : step;
    },
    readCallback: ({ body }) => {
      try {
        return JSON.parse(new TextDecoder().decode(body));
      } catch {
        return { news: 'nonsense', detail: 'not JSON' };
      }
    },
    // A run's id stands in the reading itself; what has none is no callback of a workflow.
    taskIn: (body) => {
      const taskId = /"taskId":"(?<id>[^"]+)"/.exec(new TextDecoder().decode(body))?.groups?.id;
      return taskId === undefined ? undefined : { family: 'workflows', taskId };
    },
    cancel: async (task) => {
      stopped.push(task);
      happenings.changed();
      await cancelAnswers.shift()?.();
    },
    pollDelayMs: () => POLL_DELAY_MS,
    onSubmit: (...answers) => void submitAnswers.push(...answers),
    onPoll: (...answers) => void pollAnswers.push(...answers),
    onCancel: (...answers) => void cancelAnswers.push(...answers),
    submits,
    polls,
    stopped,
    busiest: () => busiest,
    untilSubmits: (count) => happenings.until(() => submits.length >= count),
    untilStopped: (count) => happenings.until(() => stopped.length >= count),
    untilPolls: (count) => happenings.until(() => polls.length >= count),
  };
}

const LABELS: Readonly<Record<string, string>> = { modelslab: 'ModelsLab', apimart: 'APIMart' };

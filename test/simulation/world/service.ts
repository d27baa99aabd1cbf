import type { Failure } from '#domain/failure.ts';
import type { Task } from '#domain/job.ts';
import type { PollAnswer, Provider, Submission, Submit } from '#domain/ports/provider.ts';
import type { Faults } from '#test/simulation/faults.ts';
import type { Random } from '#test/simulation/random.ts';
import type { Timeline } from '#test/simulation/timeline.ts';
import type { CallBack } from './call-back.ts';
import { readCallback } from './call-back.ts';
import type { Generation } from './generation.ts';
import { createGenerations } from './generation.ts';
import { modelOf } from './models.ts';

export type Manner = {
  readonly name: string;
  /** Recognises a submit that it has seen before. */
  readonly repeatsSafely: boolean;
  readonly callsBack: boolean;
  /** Sends a callback again that nobody acknowledged. */
  readonly callsAgain: boolean;
};

type Deps = Manner & {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly faults: Faults;
  readonly isOut: () => boolean;
  readonly callBack: CallBack;
  /** A generation has begun, and will be paid for. */
  readonly began: (jobId: string, taskId: string) => void;
};

/** A pretend service as a provider's room presents it to the house. What it has taken stays taken, whoever dies. */
export function createService(deps: Deps): Provider {
  const { name, repeatsSafely, timeline, random, faults, isOut } = deps;
  const generations = createGenerations(deps);
  const pause = (minMs: number, maxMs: number): Promise<void> =>
    new Promise((resolve) => void timeline.after(random.int(minMs, maxMs), resolve));

  async function submit(asked: Submit): Promise<Submission> {
    await pause(5, 150);
    if (isOut()) return outOfOrder(asked);
    const known = repeatsSafely ? generations.ofJob(asked.jobId) : undefined;
    if (known) return accepted(known);
    return notTaken() ?? take(asked);
  }

  function outOfOrder(asked: Submit): Submission {
    faults.note('submit during an outage');
    const die = random.next();
    if (die < 0.6) return { outcome: 'unreachable', retryAfterMs: random.int(1_000, 20_000), detail: 'no connection' };
    // The last thing that it did before it broke down may have been to take the job.
    if (die > 0.9 && !generations.ofJob(asked.jobId)) generations.begin(asked);
    return { outcome: 'unknown', detail: 'timed out' };
  }

  function notTaken(): Submission | Promise<Submission> | undefined {
    if (faults.happens('submit refused')) return refused(random.pick(['invalid_input', 'refused_by_moderation']));
    if (faults.happens('submit refused: service in trouble'))
      return refused(random.pick(['provider_down', 'provider_account', 'provider_rate_limited']));
    const retryAfterMs = random.int(500, 30_000);
    if (faults.happens('submit throttled')) return { outcome: 'throttled', retryAfterMs, detail: '429' };
    if (faults.happens('submit unreachable')) return { outcome: 'unreachable', retryAfterMs, detail: 'refused' };
    if (faults.happens('submit lost before the service took it')) return lost();
    if (faults.happens('submit fails in our own code, not taken')) throw new Error('a bug before the request');
    return undefined;
  }

  const refused = (reason: Failure['reason']): Submission => ({ outcome: 'refused', failure: { reason } });

  async function lost(): Promise<Submission> {
    await pause(100, 30_000);
    return { outcome: 'unknown', detail: 'connection broken' };
  }

  async function take(asked: Submit): Promise<Submission> {
    const generation = generations.begin(asked);
    if (faults.happens('submit taken, answer lost')) return lost();
    if (faults.happens('submit fails in our own code, taken')) throw new Error('a bug after the request');
    if (faults.happens('submit answered slowly')) await pause(1_000, 28_000);
    else await pause(10, 400);
    if (!faults.happens('submit answered at once')) return accepted(generation);
    return { outcome: 'settled', task: taskOf(generation), settlement: generation.finish() };
  }

  function accepted(generation: Generation): Submission {
    const eta = random.chance(0.3) ? { etaMs: random.int(1_000, 60_000) } : {};
    return { outcome: 'accepted', task: taskOf(generation), ...eta };
  }

  async function poll(task: Task): Promise<PollAnswer> {
    await pause(10, 400);
    if (isOut() || faults.happens('poll unreachable')) return { outcome: 'unreachable', detail: '502' };
    if (faults.happens('poll slow')) await pause(2_000, 14_000);
    if (faults.happens('poll fails in our own code')) throw new Error('a bug in a poll');
    const generation = generations.ofTask(task.taskId);
    if (!generation || faults.happens('poll doubtful')) {
      return { outcome: 'doubtful', failure: { reason: 'empty_result' }, graceMs: 30_000 };
    }
    const settlement = generation.settlement();
    return settlement ? { outcome: 'settled', settlement } : { outcome: 'running' };
  }

  return {
    name,
    label: name,
    maxConcurrency: MAX_CONCURRENCY,
    models: [modelOf(name)],
    repeatsSafely,
    submit,
    poll,
    readCallback,
    cancel: async ({ taskId }) => {
      await pause(10, 300);
      if (isOut() || faults.happens('stop refused')) throw new Error('it would not stop');
      generations.ofTask(taskId)?.stop();
    },
    pollDelayMs: (polls) => (deps.callsBack ? Math.min(20_000 * 1.5 ** polls, 120_000) : 4_000),
  };
}

/** Enough for the three of them to make three or four images a second. */
const MAX_CONCURRENCY = 20;

const taskOf = ({ taskId }: Generation): Task => ({ family: 'images', taskId });

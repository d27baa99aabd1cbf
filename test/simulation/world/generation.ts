import type { Submit } from '#domain/ports/provider.ts';
import type { Settlement } from '#domain/settlement.ts';
import { failed } from '#domain/settlement.ts';
import { KIND_OF_USE } from '#domain/use.ts';
import type { Faults } from '#test/simulation/faults.ts';
import type { Random } from '#test/simulation/random.ts';
import type { Timeline } from '#test/simulation/timeline.ts';
import type { CallBack } from './call-back.ts';

/** One generation that a service has begun. */
export type Generation = {
  readonly jobId: string;
  readonly taskId: string;
  readonly trackId: string;
  /** What it came to; undefined while it is being made. Each question gets fresh links. */
  readonly settlement: () => Settlement | undefined;
  /** Ends it now, where it was to end later. */
  readonly finish: () => Settlement;
  readonly stop: () => void;
};

type Deps = {
  readonly name: string;
  readonly callsBack: boolean;
  readonly callsAgain: boolean;
  readonly timeline: Timeline;
  readonly random: Random;
  readonly faults: Faults;
  readonly callBack: CallBack;
  readonly began: (jobId: string, taskId: string) => void;
};

/** Shortest and longest, in milliseconds. */
const DURATIONS: Readonly<Record<string, readonly [number, number]>> = {
  image: [500, 20_000],
  audio: [2_000, 40_000],
  video: [8_000, 90_000],
};

/** What a service is making and has made. */
export function createGenerations(deps: Deps) {
  const { name, timeline, random, faults, callBack, callsBack, callsAgain } = deps;
  const byJob = new Map<string, Generation>();
  const byTask = new Map<string, Generation>();

  function begin(asked: Submit): Generation {
    const taskId = `${name}-${byTask.size + 1}`;
    const [shortest, longest] = DURATIONS[KIND_OF_USE[asked.request.use]] ?? [500, 20_000];
    const endless = faults.happens('generation never ends');
    const early = faults.happens('callback before the answer');
    let endsAt = endless ? Number.POSITIVE_INFINITY : timeline.now() + (early ? 5 : random.int(shortest, longest));
    const ending = plan(taskId, asked.request.options.count ?? 1);
    let asking = 0;

    const generation: Generation = {
      jobId: asked.jobId,
      taskId,
      trackId: asked.trackId,
      settlement: () => {
        if (timeline.now() < endsAt) return undefined;
        asking += 1;
        return ending(asking);
      },
      finish: () => {
        endsAt = Math.min(endsAt, timeline.now());
        return ending(0);
      },
      stop: () => {
        if (timeline.now() < endsAt) endsAt = Number.POSITIVE_INFINITY;
      },
    };
    byJob.set(asked.jobId, generation);
    byTask.set(taskId, generation);
    deps.began(asked.jobId, taskId);
    if (callsBack && !endless && asked.webhookUrl !== undefined) {
      const isStopped = () => endsAt === Number.POSITIVE_INFINITY;
      const trackId = asked.webhookUrl.slice(asked.webhookUrl.lastIndexOf('/') + 1);
      const about = { service: name, jobId: asked.jobId, taskId, trackId, isStopped, callsAgain };
      callBack(about, endsAt - timeline.now(), ending(0));
    }
    return generation;
  }

  /** Decides now what will come of it; `asking` makes its links unlike those of another question. */
  function plan(taskId: string, count: number): (asking: number) => Settlement {
    if (faults.happens('generation fails')) {
      const reason = random.pick(['refused_by_moderation', 'provider_down', 'internal'] as const);
      return () => failed(reason);
    }
    const seed = random.int(0, 1_000);
    if (faults.happens('generation makes nothing but words')) {
      return () => ({ outcome: 'succeeded', sources: [], text: `trained ${taskId}`, seed });
    }
    return (asking) => ({
      outcome: 'succeeded',
      seed,
      sources: Array.from({ length: count }, (_each, position) => ({
        urls: [`https://cdn.test/${taskId}/${position}.png?asked=${asking}`],
      })),
    });
  }

  return {
    begin,
    ofJob: (jobId: string) => byJob.get(jobId),
    ofTask: (taskId: string) => byTask.get(taskId),
  };
}

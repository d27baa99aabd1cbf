import type { Violation } from './invariants/violation.ts';
import type { Run, Stage } from './stage.ts';
import { createStage } from './stage.ts';
import { DAWN, drained } from './timeline.ts';

/** What came of one world; sums of these are what the summary shows. */
export type Outcome = {
  readonly counts: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
  readonly pointsStruck: readonly string[];
  readonly violation: Violation | undefined;
};

/** Between two kills, on average, in jobs. */
const JOBS_PER_KILL = 40;

const MINUTE_MS = 60_000;

/** When nothing goes wrong any more, everything that is owed must be home within this: the longest deadline and some. */
const HOMECOMING_MS = 2 * 60 * MINUTE_MS;

/** Plays one world from its first question to its last message. The same run plays the same, to the letter. */
export async function play(run: Run): Promise<Outcome> {
  const stage = createStage(run);
  const { timeline, faults, weather, court, disk, world, supervisor, ends } = stage;
  const lastAt = weather.clearsAt + HOMECOMING_MS;
  let isOver = false;

  const everyMinute = () =>
    timeline.after(MINUTE_MS, () => {
      lookAround(stage);
      isOver = faults.areOver() && ends.isQuiet();
      everyMinute();
    });

  world.begin();
  supervisor.plan({ untilMs: weather.clearsAt, kills: Math.ceil(run.jobs / JOBS_PER_KILL) });
  timeline.after(weather.clearsAt - DAWN, faults.cease);
  everyMinute();
  while (!court.violation() && !isOver && timeline.now() < lastAt && timeline.step()) {
    await drained();
    disk.lookAgain();
  }
  if (!court.violation()) ends.lookAtTheEnd();
  return outcomeOf(stage);
}

function lookAround({ timeline, weather, supervisor, ends }: Stage): void {
  const process = supervisor.running();
  if (!process || !supervisor.isAwake()) return;
  ends.lookAtDeadlines(process.now(), (service) => weather.isOut(`service ${service}`, timeline.now()));
}

function outcomeOf({ timeline, faults, kills, chronicle, court, disk, world, supervisor, found }: Stage): Outcome {
  const cases = [...chronicle.all()];
  const { counts } = world.server;
  return {
    counts: {
      'questions of members': world.people.asked(),
      'jobs accepted': cases.length,
      'generations begun': cases.reduce((sum, { generations }) => sum + generations.length, 0),
      'messages made': counts.messages,
      'ended on the card': cases.filter(({ onCard }) => onCard).length,
      undeliverable: cases.filter(({ delivery }) => delivery?.state === 'undeliverable').length,
      'repeats dropped by nonce': counts.repeatsDropped,
      'found before repeat': found.beforeRepeat,
      'process starts': supervisor.starts(),
      'transactions committed': disk.commits(),
      steps: timeline.steps(),
      'invariant checks': court.checks(),
      'minutes of virtual time': Math.round((timeline.now() - DAWN) / MINUTE_MS),
    },
    faults: faults.counts(),
    pointsStruck: [...kills.struck()].toSorted(),
    violation: court.violation(),
  };
}

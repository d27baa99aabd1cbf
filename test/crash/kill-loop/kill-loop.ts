import type { Sandbox } from '#sandbox/sandbox.ts';
import type { Chance } from '#test/crash/chance.ts';
import { createChance } from '#test/crash/chance.ts';
import type { Count } from './count.ts';
import { count } from './count.ts';
import { drain } from './drain.ts';
import { liveOnce, preloadFor } from './life.ts';
import type { Members } from './members.ts';
import { createMembers } from './members.ts';
import type { Point, Protection } from './points.ts';
import { needsClosedChannel, needsTime, POINTS } from './points.ts';
import type { LoadedWorld } from './world.ts';
import { createLoadedWorld } from './world.ts';

export type KillLoopOptions = {
  /** An empty folder. */
  readonly dir: string;
  readonly kills: number;
  /** Requests, at least. */
  readonly jobs: number;
  readonly seed: number;
  /** The points to choose from; all of them when left out. */
  readonly points?: readonly Point[];
  /** For the controls. */
  readonly without?: Protection;
  /** In so many cases of a hundred the bot is away for longer than a nonce is known. */
  readonly longOutagePercent?: number;
  /** Hears how far it is, from time to time. */
  readonly progress?: (kills: number, jobs: number) => void;
};

export type KillLoopReport = Count & {
  readonly kills: number;
  readonly seconds: number;
  /** Kills by point; `at random` is one of them. */
  readonly byPoint: ReadonlyMap<string, number>;
  readonly requests: number;
  readonly unanswered: number;
  readonly cancelled: number;
  /** Answers that a member did not expect. */
  readonly refused: readonly string[];
};

/** What chance does to callbacks; the rest of them finds nobody at home half of the time. */
const CALLBACK_FAULTS = { lost: 0.3, doubled: 0.2, reordered: 0.1 };

/** Of the kills that are not needed for a point: so many at a random moment. */
const AT_RANDOM_PERCENT = 40;

/** From the start of the process; it is online after some six hundred milliseconds. */
const RANDOM_LIFE_MS = { from: 100, to: 1_800 };

/** A point that has not been reached after so long is tried again later. */
const POINT_LIFE_MS = 8_000;

/** Nonces are known for three minutes: a bot that is away for longer cannot rely on them. */
const LONG_OUTAGE_MS = 4 * 60_000;
const LONG_OUTAGE_PERCENT = 4;

/** Of the lives that end at random: Discord is out of order all the while, and may be for longer than a nonce is known. */
const OUTAGE_PERCENT = 15;
const OUTAGES = ['lose_answer', 'bad_gateway_after', 'unavailable'] as const;

/** A channel is closed to the bot, and another that was is opened again. */
const CLOSED_PERCENT = 10;

/** Enough for the first question to a service about a job whose callback has not come. */
const POLL_LATER_MS = 90_000;

/** Kills the real bot again and again between the pretend services and the pretend Discord, then counts. */
export async function runKillLoop(options: KillLoopOptions): Promise<KillLoopReport> {
  const startedAt = performance.now();
  const world = await createLoadedWorld(options.dir);
  const { sandbox } = world;
  try {
    const chance = createChance(options.seed);
    for (const service of Object.values(sandbox.services))
      service.callbacks({ ...CALLBACK_FAULTS, seed: options.seed });
    await firstStart(sandbox);
    const members = createMembers(sandbox, chance);
    const byPoint = await killAgainAndAgain(world, members, chance, options);
    sandbox.discord.outage('no');
    await drain(world, members.promised, options.without);
    const { refused, unanswered, cancelled } = members.counts();
    return {
      ...count(sandbox, members.promised()),
      kills: [...byPoint.values()].reduce((sum, kills) => sum + kills, 0),
      seconds: Math.round((performance.now() - startedAt) / 1000),
      byPoint,
      requests: members.asked(),
      unanswered,
      cancelled,
      refused: [...new Set(refused)],
    };
  } finally {
    await sandbox.close();
  }
}

/** Registers the commands, and leaves compiled modules behind, which only a process that ends in order does. */
async function firstStart(sandbox: Sandbox): Promise<void> {
  await sandbox.bot.start({ preloads: [preloadFor({ pass: 1, aheadMs: 0 })] });
  await sandbox.ready();
  await sandbox.bot.stop();
}

async function killAgainAndAgain(world: LoadedWorld, members: Members, chance: Chance, options: KillLoopOptions) {
  const { kills, jobs, points = POINTS, without, longOutagePercent = LONG_OUTAGE_PERCENT, progress } = options;
  const byPoint = new Map<string, number>(points.map((point) => [point, 0]));
  // Each point once before any is drawn a second time.
  const toCome = [...points];
  for (let kill = 0; kill < kills; kill += 1) {
    const due = toCome.shift();
    const point = due ?? (chance.percent(AT_RANDOM_PERCENT) ? undefined : chance.pick(points));
    const wasOutage = world.sandbox.discord.outageNow() !== 'no';
    world.sandbox.discord.outage(!point && chance.percent(OUTAGE_PERCENT) ? chance.pick(OUTAGES) : 'no');
    if (chance.percent(wasOutage ? 50 : longOutagePercent)) world.travel(LONG_OUTAGE_MS);
    else if (point && needsTime(point)) world.travel(POLL_LATER_MS);
    if (point && needsClosedChannel(point)) members.closeChannel();
    else if (chance.percent(CLOSED_PERCENT)) members.closeChannel();
    const outcome = await liveOnce(world.sandbox, {
      point,
      pass: due ? 1 : 1 + chance.below(4),
      lifeMs: point ? POINT_LIFE_MS : RANDOM_LIFE_MS.from + chance.below(RANDOM_LIFE_MS.to - RANDOM_LIFE_MS.from),
      aheadMs: world.aheadMs(),
      without,
      online: () => members.ask(Math.max(3, Math.ceil((jobs - members.asked()) / (kills - kill)))),
    });
    const where = point !== undefined && outcome === 'there' ? point : 'at random';
    byPoint.set(where, (byPoint.get(where) ?? 0) + 1);
    if (due && outcome === 'elsewhere') toCome.push(due);
    progress?.(kill + 1, members.asked());
  }
  return byPoint;
}

import type { Case, Where } from './chronicle.ts';
import { createChronicle } from './chronicle.ts';
import { createDisk } from './database.ts';
import type { Fault } from './faults.ts';
import { createFaults } from './faults.ts';
import { createEndRules } from './invariants/endings.ts';
import { createGenerationRules } from './invariants/generations.ts';
import { createMessageRules } from './invariants/messages.ts';
import { createRowRules } from './invariants/rows.ts';
import { createCourt } from './invariants/violation.ts';
import { createKills } from './kills.ts';
import { createLogger } from './logger.ts';
import { createMachine } from './machine.ts';
import { createRandom } from './random.ts';
import type { Sabotage } from './sabotage/sabotage.ts';
import { createSupervisor } from './supervisor.ts';
import { createTimeline } from './timeline.ts';
import { createWeather } from './weather.ts';
import { createRest } from './world/discord.ts';
import { createDoor } from './world/door.ts';
import { CHANNELS, createWorld, FALLBACKS, SERVICES } from './world/world.ts';

export type Run = {
  readonly seed: string;
  readonly jobs: number;
  readonly rates?: Partial<Record<Fault, number>>;
  readonly sabotage?: Sabotage;
  /** Hears what the product logs as a warning or an error. */
  readonly hear?: (line: string) => void;
};

/** Between two questions of members, on average, in milliseconds: what the three services make in about that time. */
const ASKING_EVERY_MS = 350;

/** A file that is there on every machine: what is uploaded is never looked at. */
const UPLOAD_PATH = import.meta.filename;

export type Stage = ReturnType<typeof createStage>;

/** Puts up one world, the product's machine in it, and those who watch both. Every part has a stream of chance of its own. */
export function createStage({ seed, jobs, rates, sabotage = { name: 'none' }, hear }: Run) {
  const timeline = createTimeline();
  const { now, steps } = timeline;
  const random = createRandom(seed);
  const faults = createFaults(random.fork('faults'), rates);
  const askingMs = jobs * ASKING_EVERY_MS;
  const weather = createWeather({ random: random.fork('weather'), askingMs, services: SERVICES, channels: CHANNELS });
  const kills = createKills({ timeline, random: random.fork('kills') });
  const machine = createMachine(timeline);
  const found = { beforeRepeat: 0 };

  const chronicle = createChronicle(timeline);
  const court = createCourt({ now, steps });
  const watchers = { chronicle, court, now, isOutOfSight };
  const messages = createMessageRules(watchers);
  const generations = createGenerationRules(watchers);
  const rows = createRowRules({ ...watchers, ...messages, stored: generations.stored });

  const isFull = () => weather.isOut('disk', now());
  const disk = createDisk({ faults, random: random.fork('disk'), isFull, tell: rows });
  const fallback = disk.sqlite.prepare('insert into fallbacks (guild_id, kind, model) values (?, ?, ?)');
  for (const { guildId, kind, model } of FALLBACKS) fallback.run(guildId, kind, model);
  sabotage.prepare?.(disk.sqlite);
  const world = createWorld({
    timeline,
    random: random.fork('world'),
    faults,
    weather,
    chronicle,
    watcher: messages.watcher,
    door: createDoor({ timeline, random: random.fork('door'), process: () => supervisor.running() }),
    hall: () => supervisor.running()?.hall(),
    ...generations,
    jobs,
    askingMs,
    uploadPath: UPLOAD_PATH,
  });
  const { server, people } = world;
  const line = {
    timeline,
    random: random.fork('library'),
    faults,
    server,
    answering: people.answering,
    sending: messages.sending,
    isOut: (channel: string | undefined) =>
      weather.isOut('discord', now()) || (channel !== undefined && weather.isOut(`channel ${channel}`, now())),
  };
  const supervisor = createSupervisor({
    timeline,
    random: random.fork('supervisor'),
    faults,
    kills,
    machine,
    outside: {
      ...world,
      disk,
      sabotage,
      logger: createLogger({ now, court, hear }),
      rest: (life, manners) => createRest({ ...line, life, manners }),
      clock: machine.clockFor,
      watching: {
        postsOf: (jobId) => chronicle.find(jobId)?.posts ?? 0,
        foundBeforeRepeat: () => {
          found.beforeRepeat += 1;
        },
      },
    },
  });
  const isUnreachable = ({ channelId, userId }: Case) =>
    server.isClosed(channelId) !== undefined && server.isShut(userId);
  const ends = createEndRules({ ...watchers, disk, isUnreachable });
  return { timeline, faults, weather, kills, chronicle, court, disk, world, supervisor, ends, found };

  /** See `createMessageRules`. */
  function isOutOfSight({ channelId, interactionId }: Case, where: Where): boolean {
    if (where === 'direct message' || world.server.isClosed(channelId) === undefined) return false;
    return where === 'channel' || !world.people.answering(`token-${interactionId}`).lives();
  }
}

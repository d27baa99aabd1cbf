import { monotonicFactory } from 'ulid';
import type { Config } from '#config/config.ts';
import { createMessenger } from '#discord/messenger.ts';
import type { Catalogue } from '#domain/ports/catalogue.ts';
import type { SteadyClock } from '#domain/ports/clock.ts';
import type { Ids } from '#domain/ports/ids.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { MediaStore } from '#domain/ports/media-store.ts';
import type { Messenger } from '#domain/ports/messenger.ts';
import type { Provider } from '#domain/ports/provider.ts';
import type { TrackIds } from '#domain/track-id.ts';
import type { Journal } from '#jobs/journal.ts';
import { createSettle } from '#jobs/settle.ts';
import { createWakes } from '#jobs/wakes.ts';
import { createStores } from '#storage/stores.ts';
import type { Disk } from './database.ts';
import type { Life, Passing } from './life.ts';
import { inLife } from './life.ts';
import type { Random } from './random.ts';
import type { Sabotage } from './sabotage/sabotage.ts';
import type { Manners, Rest } from './world/discord-library.ts';
import { ANSWERS, MESSAGES } from './world/discord-library.ts';

/** What a process finds outside itself. */
export type Outside = {
  readonly disk: Disk;
  readonly services: readonly Provider[];
  readonly media: MediaStore;
  readonly catalogue: Catalogue;
  readonly trackIds: TrackIds;
  readonly rest: (life: Life, manners: Manners) => Rest;
  readonly clock: (life: Life) => SteadyClock;
  readonly sabotage: Sabotage;
  readonly logger: Logger;
  readonly watching: Watching;
};

/** Who looks over a process's shoulder. */
export type Watching = {
  /** How often the message of a job was begun to be posted. */
  readonly postsOf: (jobId: string) => number;
  readonly foundBeforeRepeat: () => void;
};

/** What the roof reads of a configuration when it builds the work. */
const CONFIG: Config = {
  discord: { token: 'none', apiUrl: 'https://discord.test/api' },
  publicUrl: 'https://bot.test',
  http: { host: '127.0.0.1', port: 0 },
  dataDir: '/nowhere',
  databasePath: ':memory:',
  providers: {},
  mediaAllowedHosts: new Set(),
  mediaRetentionMs: Number.POSITIVE_INFINITY,
  mediaStoreBytes: Number.POSITIVE_INFINITY,
  logLevel: 'silent',
};

const silent = () => {};
const journal: Journal = { accepted: silent, ended: silent, callback: silent, delivery: silent };

type Start = { readonly life: Life; readonly random: Random; readonly passing: Passing };

/** Every port of the product as one life has it: the real stores and the real messenger, over what the world is. */
export function buildParts(outside: Outside, { life, random, passing }: Start) {
  const { disk, sabotage, services, media, catalogue, trackIds, logger, watching } = outside;
  const bind = <Port extends object>(name: string, port: Port): Port => inLife(life, name, port, passing);
  const database = disk.openFor(life, passing);
  const stores = createStores(database);
  const jobs = bind('jobs', sabotage.jobs?.(stores.jobs, disk.sqlite) ?? stores.jobs);
  const deliveries = bind('deliveries', sabotage.deliveries?.(stores.deliveries, disk.sqlite) ?? stores.deliveries);
  const clock = outside.clock(life);
  const restWith = (name: string, manners: Manners): Rest => {
    const rest = outside.rest(life, manners);
    return bind(name, sabotage.rest?.(rest) ?? rest);
  };
  const rests = { rest: restWith('discord', MESSAGES), answers: restWith('discord answers', ANSWERS) };
  const boundMedia = bind('media', media);
  const shared = { clock, wakes: createWakes(), ids: idsOf(clock, random), logger, journal };
  return {
    ...shared,
    config: CONFIG,
    database,
    jobs,
    deliveries,
    fallbacks: bind('fallbacks', stores.fallbacks),
    upkeep: bind('upkeep', stores.upkeep),
    media: boundMedia,
    messenger: watchPosts(createMessenger({ ...rests, media: boundMedia, clock, logger }), watching),
    providers: new Map(services.map((service) => [service.name, bind(service.name, service)])),
    settle: createSettle({ ...shared, jobs }),
    catalogue,
    trackIds,
  };
}

/** As the product makes them, with seeded chance and the process's own time. */
function idsOf(clock: SteadyClock, random: Random): Ids {
  const next = monotonicFactory(random.fork('ids').next);
  return { next: () => next(clock.now()).toLowerCase(), seed: () => random.int(0, 1_000) };
}

/** Counts the messages that were found where they had been posted, instead of being posted once more. */
function watchPosts(messenger: Messenger, { postsOf, foundBeforeRepeat }: Watching): Messenger {
  return {
    ...messenger,
    post: async (delivery, message) => {
      const before = postsOf(delivery.jobId);
      const answer = await messenger.post(delivery, message);
      const found = answer.outcome === 'posted' && delivery.place !== 'card' && postsOf(delivery.jobId) === before;
      if (found) foundBeforeRepeat();
      return answer;
    },
  };
}

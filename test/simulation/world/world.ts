import { createTrackIds } from '#signing/track-ids.ts';
import type { Chronicle } from '#test/simulation/chronicle.ts';
import type { Faults } from '#test/simulation/faults.ts';
import type { Random } from '#test/simulation/random.ts';
import type { Timeline } from '#test/simulation/timeline.ts';
import type { Weather } from '#test/simulation/weather.ts';
import type { Door } from './call-back.ts';
import { createCallBack } from './call-back.ts';
import type { Watcher } from './discord-server.ts';
import { createDiscordServer } from './discord-server.ts';
import { createMedia } from './media.ts';
import { createCatalogue } from './models.ts';
import { createPeople, type Hall } from './people.ts';
import type { Manner } from './service.ts';
import { createService } from './service.ts';

/** One of each kind that the product has to live with. */
export const MANNERS: readonly Manner[] = [
  // As APIMart and each::labs: knows a repeat, calls back, and calls again.
  { name: 'mindful', repeatsSafely: true, callsBack: true, callsAgain: true },
  // As ModelsLab: makes a second generation of a second submit, and calls back once.
  { name: 'forgetful', repeatsSafely: false, callsBack: true, callsAgain: false },
  // Never says a word by itself.
  { name: 'silent', repeatsSafely: false, callsBack: false, callsAgain: false },
];

export const SERVICES = MANNERS.map(({ name }) => name);

export const CHANNELS = Array.from({ length: 12 }, (_each, index) => String(500_000 + index));

/** Servers, and the models that their admins chose for when a service cannot take a job. */
export const FALLBACKS: readonly { readonly guildId: string; readonly kind: string; readonly model: string }[] = [
  { guildId: '71', kind: 'image', model: 'silent/one' },
  { guildId: '71', kind: 'audio', model: 'forgetful/one' },
  { guildId: '72', kind: 'image', model: 'mindful/one' },
];

/** Channels that close for good in the middle, by how many in a hundred. */
const CLOSING_PERCENT = 12;

type Deps = {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly faults: Faults;
  readonly weather: Weather;
  readonly chronicle: Chronicle;
  readonly watcher: Watcher;
  readonly door: Door;
  readonly hall: () => Hall | undefined;
  readonly began: (jobId: string, service: string, taskId: string) => void;
  readonly acknowledged: (jobId: string, body: string) => void;
  readonly jobs: number;
  readonly askingMs: number;
  /** A real file, for uploads. */
  readonly uploadPath: string;
};

/** Everything outside the process. It goes on whatever becomes of the process. */
export function createWorld(deps: Deps) {
  const { timeline, random, faults, weather, chronicle, began } = deps;
  const part = (name: string) => ({ ...deps, random: random.fork(name) });
  const server = createDiscordServer(part('discord'));
  const callBack = createCallBack(part('callbacks'));
  const services = MANNERS.map((manner) =>
    createService({
      ...part(manner.name),
      ...manner,
      callBack,
      isOut: () => weather.isOut(`service ${manner.name}`, timeline.now()),
      began: (jobId, taskId) => began(jobId, manner.name, taskId),
    }),
  );
  const people = createPeople({
    ...part('people'),
    server,
    services: SERVICES,
    channels: CHANNELS,
    jobOf: (interactionId) => chronicle.findByInteraction(interactionId)?.jobId,
  });
  const media = createMedia({
    ...part('media'),
    path: deps.uploadPath,
    isFull: () => weather.isOut('disk', timeline.now()),
  });

  return {
    server,
    services,
    people,
    media,
    catalogue: createCatalogue(SERVICES),
    trackIds: createTrackIds(['the secret of a world that does not exist']),
    begin: () => {
      people.plan();
      const dice = random.fork('closing');
      for (const channel of CHANNELS) {
        if (!dice.chance(CLOSING_PERCENT / 100)) continue;
        const why = dice.pick(['gone', 'forbidden'] as const);
        timeline.after(dice.int(0, deps.askingMs), () => {
          faults.note(`channel ${why}`);
          server.close(channel, why);
        });
      }
    },
  };
}

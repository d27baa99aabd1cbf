import type { Origin } from '#domain/origin.ts';
import type { Request } from '#domain/request.ts';
import type { Use } from '#domain/use.ts';
import type { Faults } from '#test/simulation/faults.ts';
import type { Random } from '#test/simulation/random.ts';
import type { Timeline } from '#test/simulation/timeline.ts';
import type { DiscordServer } from './discord-server.ts';

/** What a member types. */
export type Asked = { readonly provider: string; readonly request: Request; readonly origin: Origin };

/** What a running process does for members; undefined while there is none, or it has not opened its gateway yet. */
export type Hall = {
  readonly ask: (asked: Asked, reply: () => Promise<string>) => Promise<void>;
  readonly cancel: (jobId: string) => Promise<void>;
};

type Deps = {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly faults: Faults;
  readonly server: DiscordServer;
  readonly services: readonly string[];
  readonly channels: readonly string[];
  readonly askingMs: number;
  readonly jobs: number;
  readonly hall: () => Hall | undefined;
  /** The job that an interaction made, once it has made one. */
  readonly jobOf: (interactionId: string) => string | undefined;
};

/** Interactions by their token: how long they can be answered, and their card. */
type Interaction = { readonly origin: Origin; readonly at: number; cardId: string | undefined };

const TOKEN_LIFE_MS = 15 * 60_000;

/** Discord sends an interaction again that it believes lost, at once or when the gateway is back. */
const AGAIN_MS: readonly number[] = [0, 40, 3_000, 60_000];

/** Whoever is refused asks again, after so many milliseconds. */
const ASK_AGAIN_MS = 20_000;

const MEMBERS = 24;

export type People = ReturnType<typeof createPeople>;

/** Members who ask, look at their cards, and change their minds. */
export function createPeople(deps: Deps) {
  const { timeline, random, faults, server, services, channels, askingMs, jobs, hall, jobOf } = deps;
  const interactions = new Map<string, Interaction>();
  let asked = 0;

  function plan(): void {
    for (let at = 0; at < jobs; at += 1) timeline.after(random.int(0, askingMs), ask);
    for (let member = 0; member < MEMBERS; member += 1) if (random.chance(0.2)) server.shut(userOf(member));
  }

  function ask(): void {
    asked += 1;
    const interactionId = server.snowflake();
    const token = `token-${interactionId}`;
    const origin: Origin = {
      ...(random.chance(0.9) && { guildId: `7${random.int(1, 3)}` }),
      channelId: random.pick(channels),
      userId: userOf(random.int(0, MEMBERS - 1)),
      interactionId,
      attachmentLimitBytes: random.pick([8, 10, 25]) * 1_048_576,
      ...(random.chance(0.95) && { answering: { applicationId: '1', token } }),
    };
    interactions.set(token, { origin, at: timeline.now(), cardId: undefined });
    const wish = { provider: random.pick(services), request: requestOf(), origin };
    deliver(wish, token);
    if (faults.happens('interaction doubled')) timeline.after(random.pick(AGAIN_MS), () => deliver(wish, token));
    if (faults.happens('cancelled by its member')) {
      for (let click = random.int(1, 3); click > 0; click -= 1) {
        timeline.after(random.int(100, 60_000), () => cancel(interactionId));
      }
    }
  }

  function deliver({ provider, request, origin }: Asked, token: string): void {
    const whole = { ...request, model: `${provider}/one` };
    const open = hall();
    if (!open) faults.note('interaction nobody took');
    // What goes wrong there is told to the member by the command's own last resort.
    const done =
      open?.ask({ provider, request: whole, origin }, () => reply(token)) ?? Promise.reject(new Error('no answer'));
    done.catch(() => {
      if (jobOf(origin.interactionId) === undefined) timeline.after(ASK_AGAIN_MS, ask);
    });
  }

  function cancel(interactionId: string): void {
    const jobId = jobOf(interactionId);
    if (jobId !== undefined)
      hall()
        ?.cancel(jobId)
        .catch(() => {});
  }

  /** The first answer of an interaction, which becomes the card. Rejects when the process does not learn of one. */
  async function reply(token: string): Promise<string> {
    const interaction = interactions.get(token);
    const late = faults.happens('card late');
    await pause(late ? random.int(3_000, 20_000) : random.int(30, 900));
    if (!interaction || interaction.cardId !== undefined) throw new Error('40060: already acknowledged');
    if (faults.happens('card never comes')) throw new Error('10062: unknown interaction');
    const cardId = server.card(interaction.origin.channelId);
    interaction.cardId = cardId;
    await pause(random.int(5, 100));
    if (faults.happens('card comes, nobody is told')) throw new Error('read ECONNRESET');
    return cardId;
  }

  const pause = (ms: number): Promise<void> => new Promise((resolve) => void timeline.after(ms, resolve));

  const requestOf = (): Request => {
    const uses: readonly Use[] = ['imagine', 'imagine', 'imagine', 'music', 'video'];
    return {
      use: random.pick(uses),
      model: 'forgetful/one',
      prompt: `a bower in blue, number ${asked}`,
      options: { count: random.chance(0.15) ? random.int(2, 4) : 1 },
      inputs: [],
      nsfwAllowed: false,
    };
  };

  return {
    plan,
    asked: () => asked,
    answering: (token: string) => {
      const interaction = interactions.get(token);
      return {
        channelId: interaction?.origin.channelId ?? 'nowhere',
        cardId: () => interaction?.cardId,
        lives: () => interaction !== undefined && timeline.now() - interaction.at < TOKEN_LIFE_MS,
      };
    },
  };
}

const userOf = (member: number): string => String(800_000 + member);

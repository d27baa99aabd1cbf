import type { RouteLike } from 'discord.js';
import type { Faults } from '#test/simulation/faults.ts';
import type { Life } from '#test/simulation/life.ts';
import type { Random } from '#test/simulation/random.ts';
import type { Timeline } from '#test/simulation/timeline.ts';
import type { Manners, Rest } from './discord-library.ts';
import { createSend } from './discord-library.ts';
import type { Answering, Routed } from './discord-routes.ts';
import { createRoutes } from './discord-routes.ts';
import { type DiscordServer, shortIdIn } from './discord-server.ts';

/** Told when a process begins to send the message of a job, and when it knows what became of that. */
export type Sending = {
  readonly begins: (shortId: string, life: Life) => void;
  readonly ends: (shortId: string, life: Life, sent: boolean) => void;
};

type Deps = {
  readonly manners: Manners;
  readonly life: Life;
  readonly server: DiscordServer;
  readonly answering: Answering;
  readonly sending: Sending;
  readonly timeline: Timeline;
  readonly random: Random;
  readonly faults: Faults;
  readonly isOut: (channelId: string | undefined) => boolean;
};

/** discord.js's REST, as one process has it, on top of the pretend Discord. */
export function createRest(deps: Deps): Rest {
  const { life, sending } = deps;
  const route = createRoutes(deps);
  const send = createSend(deps);

  async function watched(request: Routed): Promise<unknown> {
    const shortId = request.tells && shortIdIn(request.tells.content ?? '');
    if (shortId === undefined) return send(request);
    sending.begins(shortId, life);
    try {
      const answer = await send(request);
      sending.ends(shortId, life, true);
      return answer;
    } catch (error) {
      sending.ends(shortId, life, false);
      throw error;
    }
  }

  return {
    get: (path: RouteLike, data) => send(route('GET', path, data)),
    post: (path: RouteLike, data) => watched(route('POST', path, data)),
    patch: (path: RouteLike, data) => send(route('PATCH', path, data)),
  };
}

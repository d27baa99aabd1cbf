import type { Server } from 'node:http';
import { GatewayDispatchEvents, GatewayIntentBits } from 'discord-api-types/v10';
import { Router } from 'express';
import type { ChannelView } from '#sandbox/page/protocol.ts';
import { createAsk } from './asking/ask.ts';
import { createPressing } from './asking/press.ts';
import { createCommanding } from './asking/run-command.ts';
import { createSubmitting } from './asking/submit-modal.ts';
import { BOT, CHANNELS, DIRECT_MESSAGES, GUILD, PEOPLE, ROLES, TOKEN } from './bower.ts';
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import { contentTypeOf } from './content-type.ts';
import { createFaults } from './faults.ts';
import type { Gateway } from './gateway/gateway.ts';
import { createGateway } from './gateway/gateway.ts';
import type { PretendDiscord } from './people.ts';
import { textChannelOf, viewOf } from './profiles.ts';
import { createRateLimits, GLOBAL_PER_SECOND } from './rate-limits.ts';
import { restRoutes } from './rest/routes.ts';
import type { LoggedCall } from './rest/serve.ts';
import { serveRest } from './rest/serve.ts';
import { serveAttachments } from './serve-attachments.ts';
import type { State } from './state.ts';
import { createState } from './state.ts';
import { waitFor } from './waiting.ts';
import { denial } from './world.ts';

export type PretendDiscordOptions = {
  /** Its upgrades to `/discord/gateway` become gateway connections; others are left alone. */
  readonly server: Server;
  /** The root application: everything is mounted below `/discord` in it. */
  readonly app: Pick<Router, 'use'>;
  /** Origin under which `server` is reached, such as `http://127.0.0.1:4000`. Asked only once it listens. */
  readonly baseUrl: () => string;
  readonly clock?: Clock;
  readonly scale?: {
    /** Time the bot has for its first answer; Discord gives 3000 ms. */
    readonly interactionAnswerMs?: number;
    /** Life of an interaction token; Discord gives 15 minutes. */
    readonly tokenLifeMs?: number;
    /** Messages that may be created in one channel per 5 s; 5 unless told. */
    readonly messagesPer5s?: number;
    /** Requests with the bot's token per second; 50 unless told, as on Discord. */
    readonly requestsPerSecond?: number;
  };
};

const INTERACTION_ANSWER_MS = 3000;
const TOKEN_LIFE_MS = 900_000; // 15 minutes
const MESSAGES_PER_5S = 5;

/** Where everything is mounted, below the origin. */
const PATH = '/discord';

/** Builds the pretend Discord into a server that may not listen yet. */
export function createPretendDiscord(options: PretendDiscordOptions): PretendDiscord {
  const { server, app, baseUrl, clock = systemClock, scale = {} } = options;
  const root = () => `${baseUrl()}${PATH}`;
  const gatewayUrl = () => `${root().replace(/^http/, 'ws')}/gateway`;
  const state = createState({
    clock,
    baseUrl: root,
    answerMs: scale.interactionAnswerMs ?? INTERACTION_ANSWER_MS,
    tokenLifeMs: scale.tokenLifeMs ?? TOKEN_LIFE_MS,
  });
  const { world, announcer } = state;
  const gateway = createGateway({
    server,
    path: `${PATH}/gateway`,
    gatewayUrl,
    world,
    token: TOKEN,
    clock,
    ...announcer,
  });
  const faults = createFaults();
  const limits = createRateLimits({ clock, globalPerSecond: scale.requestsPerSecond ?? GLOBAL_PER_SECOND });
  const calls: LoggedCall[] = [];
  const createAllowance = { requests: scale.messagesPer5s ?? MESSAGES_PER_5S, windowMs: 5000 };
  const routes = restRoutes({ ...state, clock, gatewayUrl, createAllowance });
  const mounted = Router();
  mounted.use('/api/v10', serveRest({ routes, token: TOKEN, limits, faults, log: (call) => calls.push(call) }));
  mounted.use('/attachments', serveAttachments(state));
  app.use(PATH, mounted);

  const asking = { ...state, ask: createAsk({ ...state, gateway, clock, present: state.messages.present }) };
  return {
    get apiUrl() {
      return `${root()}/api`;
    },
    get channels() {
      return serverChannels(state);
    },
    token: TOKEN,
    guild: GUILD,
    bot: BOT,
    people: PEOPLE,
    ...looking(state),
    ...createCommanding(asking),
    ...createPressing(asking),
    ...createSubmitting(asking),
    calls: () => calls,
    inject: faults.inject,
    ...controls(state, gateway),
  };
}

type Controls = 'isBotOnline' | 'waitUntilOnline' | 'dropGateway' | 'sendTwice' | 'denyBot' | 'close';

const controls = ({ world, announcer }: State, gateway: Gateway): Pick<PretendDiscord, Controls> => ({
  isBotOnline: gateway.isOnline,
  waitUntilOnline: async (withinMs) => {
    await waitFor(announcer, () => gateway.isOnline() || undefined, 'the bot to come online', withinMs);
  },
  dropGateway: gateway.drop,
  sendTwice: gateway.sendTwice,
  denyBot: (channelId, permissions) => {
    const place = world.places.get(channelId);
    if (!place || place.dmOf) throw new Error(`There is no channel ${channelId} in the server`);
    place.overwrites = permissions === 0n ? [] : [denial(ROLES.bot, permissions)];
    gateway.dispatch(GatewayDispatchEvents.ChannelUpdate, textChannelOf(place), GatewayIntentBits.Guilds);
  },
  close: gateway.close,
});

/** One of the channels, as it is at this moment. */
function viewAt({ world }: State, id: string): ChannelView {
  const place = world.places.get(id);
  if (!place) throw new Error(`There is no channel with the id ${id}`);
  return viewOf(world, place);
}

const serverChannels = (state: State): PretendDiscord['channels'] => ({
  general: viewAt(state, CHANNELS.general.id),
  gallery: viewAt(state, CHANNELS.gallery.id),
  afterDark: viewAt(state, CHANNELS.afterDark.id),
  readOnly: viewAt(state, CHANNELS.readOnly.id),
});

type Looking =
  | 'dmOf'
  | 'commands'
  | 'messages'
  | 'upload'
  | 'attachment'
  | 'subscribe'
  | 'waitForMessage'
  | 'deleteMessage';

function looking(state: State): Pick<PretendDiscord, Looking> {
  const { world, messages, attachments, registry, announcer } = state;
  const views = (channelId: string) => messages.list(channelId).map(messages.view);
  return {
    dmOf: (personId) => viewAt(state, DIRECT_MESSAGES[personId] ?? personId),
    commands: () => [...registry.list(GUILD.id), ...registry.list()].map(({ command }) => command),
    messages: views,
    upload: ({ name, contentType, bytes }) => {
      const file = { name, bytes, contentType: contentTypeOf(name, contentType) };
      return { id: attachments.keep(file, { channelId: BOT.id, ephemeral: true }).id };
    },
    attachment: attachments.bytesBehind,
    subscribe: announcer.subscribe,
    waitForMessage: (test, withinMs) =>
      waitFor(announcer, () => [...world.places.keys()].flatMap(views).find(test), 'a message', withinMs),
    deleteMessage: (channelId, messageId) => {
      messages.remove(channelId, messageId);
    },
  };
}

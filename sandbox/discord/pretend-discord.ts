import type { Server } from 'node:http';
import type { Router } from 'express';
import type { ChannelView, PageEvent } from '#sandbox/page/protocol.ts';
import type { Door } from '#sandbox/services/door.ts';
import { createAsk } from './asking/ask.ts';
import { createPressing } from './asking/press.ts';
import { createCommanding } from './asking/run-command.ts';
import { createSubmitting } from './asking/submit-modal.ts';
import { BOT, CHANNELS, GUILD, PEOPLE, TOKEN } from './bower.ts';
import { createCallLog } from './call-log.ts';
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import { contentTypeOf } from './content-type.ts';
import { createFaults } from './faults.ts';
import type { Gateway } from './gateway/gateway.ts';
import { createGateway } from './gateway/gateway.ts';
import { createDelays } from './latency.ts';
import { createOperator } from './operating.ts';
import { createOutages } from './outages.ts';
import type { PretendDiscord } from './people.ts';
import { viewOf } from './profiles.ts';
import { createRateLimits, GLOBAL_PER_SECOND } from './rate-limits.ts';
import { restRoutes } from './rest/routes.ts';
import { serveRest } from './rest/serve.ts';
import { serveAttachments } from './serve-attachments.ts';
import type { State } from './state.ts';
import { createState } from './state.ts';
import { waitFor } from './waiting.ts';

export type PretendDiscordOptions = {
  /** Its upgrades to `/discord/gateway` become gateway connections; others are left alone. */
  readonly server: Server;
  /** The root application: everything is mounted below `/discord` in it. */
  readonly app: Pick<Router, 'use'>;
  /** Origin under which `server` is reached, such as `http://127.0.0.1:4000`. Asked only once it listens. */
  readonly baseUrl: () => string;
  /**
   * A server of its own for the REST API and the gateway, so that they can really refuse connections while files and the
   * chat page are there; without it they are mounted in `app`. Its owner closes it.
   */
  readonly door?: Door;
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
    /** Holds that in every second, wherever it begins. */
    readonly strict?: boolean;
    /** How long a nonce is known; three minutes unless told. */
    readonly nonceLifeMs?: number;
    /** How long a session can be taken up again; three minutes unless told. */
    readonly resumableMs?: number;
  };
};

const INTERACTION_ANSWER_MS = 3000;
const TOKEN_LIFE_MS = 900_000; // 15 minutes
const MESSAGES_PER_5S = 5;

/** Where everything is mounted, below the origin. */
const PATH = '/discord';

/** Builds the pretend Discord into a server that may not listen yet. */
export function createPretendDiscord(options: PretendDiscordOptions): PretendDiscord {
  const { app, baseUrl, door, clock = systemClock, scale = {} } = options;
  const front: Pick<PretendDiscordOptions, 'server' | 'app' | 'baseUrl'> = door ?? options;
  const root = () => `${baseUrl()}${PATH}`;
  const apiUrl = () => `${front.baseUrl()}${PATH}/api`;
  const gatewayUrl = () => `${front.baseUrl().replace(/^http/, 'ws')}${PATH}/gateway`;
  const state = createState({
    clock,
    baseUrl: root,
    answerMs: scale.interactionAnswerMs ?? INTERACTION_ANSWER_MS,
    tokenLifeMs: scale.tokenLifeMs ?? TOKEN_LIFE_MS,
    nonceLifeMs: scale.nonceLifeMs,
  });
  const { world, announcer, uploads } = state;
  const gateway = createGateway({
    server: front.server,
    path: `${PATH}/gateway`,
    gatewayUrl,
    world,
    token: TOKEN,
    clock,
    premiumTier: uploads.premiumTier,
    resumableMs: scale.resumableMs,
    ...announcer,
  });
  const troubles = { faults: createFaults(), outages: createOutages(), delays: createDelays({ clock }) };
  const limits = createRateLimits({
    clock,
    globalPerSecond: scale.requestsPerSecond ?? GLOBAL_PER_SECOND,
    isStrict: scale.strict,
  });
  const calls = createCallLog();
  const createAllowance = { requests: scale.messagesPer5s ?? MESSAGES_PER_5S, windowMs: 5000 };
  const routes = restRoutes({ ...state, clock, gatewayUrl, createAllowance });
  const api = { routes, token: TOKEN, clock, limits, ...troubles, requestMaxBytes: uploads.request, log: calls.add };
  front.app.use(`${PATH}/api/v10`, serveRest(api));
  app.use(`${PATH}/attachments`, serveAttachments(state));

  const asking = { ...state, ask: createAsk({ ...state, gateway, clock, present: state.messages.present }) };
  return {
    get apiUrl() {
      return apiUrl();
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
    ...presence(state, gateway),
    ...createOperator({ ...state, gateway, calls, ...troubles, limits, door }),
  };
}

type Presence = 'isBotOnline' | 'waitUntilOnline' | 'close';

const presence = ({ announcer }: State, gateway: Gateway): Pick<PretendDiscord, Presence> => ({
  isBotOnline: gateway.isOnline,
  waitUntilOnline: async (withinMs) => {
    await waitFor(announcer, () => gateway.isOnline() || undefined, 'the bot to come online', withinMs);
  },
  close: gateway.close,
});

/** One of the channels, as it is at this moment. */
function viewAt({ world }: State, id: string): ChannelView {
  const place = world.remember(id);
  if (!place) throw new Error(`There is no channel with the id ${id}`);
  return viewOf(world, place);
}

const serverChannels = (state: State): PretendDiscord['channels'] => ({
  general: viewAt(state, CHANNELS.general.id),
  gallery: viewAt(state, CHANNELS.gallery.id),
  afterDark: viewAt(state, CHANNELS.afterDark.id),
  readOnly: viewAt(state, CHANNELS.readOnly.id),
});

type Looking = 'dmOf' | 'commands' | 'messages' | 'upload' | 'attachment' | 'subscribe' | 'waitForMessage';

function looking(state: State): Pick<PretendDiscord, Looking> {
  const { world, messages, attachments, registry, announcer } = state;
  const views = (channelId: string) => messages.list(channelId).map(messages.view);
  return {
    dmOf: (personId) => viewAt(state, world.dmOf(personId)?.id ?? personId),
    commands: () => [...registry.list(GUILD.id), ...registry.list()].map(({ command }) => command),
    messages: views,
    upload: ({ name, contentType, bytes }) => {
      const file = { name, bytes, contentType: contentTypeOf(name, contentType) };
      return { id: attachments.keep(file, { channelId: BOT.id, ephemeral: true }).id };
    },
    attachment: attachments.bytesBehind,
    subscribe: announcer.subscribe,
    waitForMessage: (test, withinMs) => {
      // All of them once, then each as it comes: there may be thousands.
      const look = (event?: PageEvent) => {
        if (!event) return [...world.places.keys()].flatMap(views).find(test);
        return event.type === 'message' && test(event.message) ? event.message : undefined;
      };
      return waitFor(announcer, look, 'a message', withinMs);
    },
  };
}

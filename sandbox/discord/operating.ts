import { PermissionFlagsBits as Can, GatewayDispatchEvents, GatewayIntentBits } from 'discord-api-types/v10';
import type { Door } from '#sandbox/services/door.ts';
import { ROLES } from './bower.ts';
import type { createCallLog } from './call-log.ts';
import type { Faults } from './faults.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { Delays } from './latency.ts';
import type { DiscordOperator } from './operator.ts';
import type { Outages } from './outages.ts';
import { gatewayIn } from './outages.ts';
import { textChannelOf, viewOf } from './profiles.ts';
import type { RateLimits } from './rate-limits.ts';
import type { State } from './state.ts';
import type { Place } from './world.ts';
import { denial } from './world.ts';

type Deps = State & {
  readonly gateway: Gateway;
  readonly calls: ReturnType<typeof createCallLog>;
  readonly faults: Faults;
  readonly outages: Outages;
  readonly delays: Delays;
  readonly limits: RateLimits;
  readonly door: Door | undefined;
};

type Troubles = Exclude<keyof DiscordOperator, keyof ReturnType<typeof createChannelOperator>>;

/** What is said to the pretend Discord from outside. */
export function createOperator(deps: Deps): DiscordOperator {
  return { ...createTroubles(deps), ...createChannelOperator(deps) };
}

function createTroubles(deps: Deps): Pick<DiscordOperator, Troubles> {
  const { gateway, outages, door, nonces, uploads, messages, announcer } = deps;
  return {
    calls: deps.calls.all,
    inject: deps.faults.inject,
    outage: (how, { gatewayStays = false } = {}) => {
      outages.set(how);
      door?.swing(how !== 'refuses');
      gateway.swing(gatewayStays ? 'open' : gatewayIn(how));
      announcer.announce({ type: 'outage', outage: how });
    },
    outageNow: outages.now,
    refuseGateway: (isRefused) => gateway.swing(isRefused ? 'refusing' : 'open'),
    dropGateway: gateway.drop,
    sendTwice: gateway.sendTwice,
    delay: deps.delays.set,
    limitStrictly: deps.limits.limitStrictly,
    forgetNonces: nonces.forget,
    expireTokens: deps.interactions.expireTokens,
    keepNoncesFor: nonces.keepFor,
    limitServerUploads: uploads.setServer,
    limitPersonUploads: uploads.setPerson,
    deleteMessage: (channelId, messageId) => void messages.remove(channelId, messageId),
    results: deps.results,
  };
}

type Channels = 'denyBot' | 'closeChannel' | 'openChannel' | 'deleteChannel' | 'addPeople' | 'addChannels';

function createChannelOperator({ world, announcer, gateway }: Deps): Pick<DiscordOperator, Channels> {
  const find = (channelId: string): Place => {
    const place = world.places.get(channelId);
    if (!place) throw new Error(`There is no channel ${channelId}`);
    return place;
  };
  const inServer = (channelId: string): Place => {
    const place = find(channelId);
    if (place.dmOf) throw new Error(`There is no channel ${channelId} in the server`);
    return place;
  };
  const tellBot = (event: GatewayDispatchEvents, place: Place) =>
    gateway.dispatch(event, textChannelOf(place), GatewayIntentBits.Guilds);
  const show = (place: Place) => announcer.announce({ type: 'channel', channel: viewOf(world, place) });

  function denyBot(place: Place, permissions: bigint): void {
    place.overwrites = permissions === 0n ? [] : [denial(ROLES.bot, permissions)];
    tellBot(GatewayDispatchEvents.ChannelUpdate, place);
    show(place);
  }

  function setClosed(place: Place, isClosed: boolean): void {
    place.isClosed = isClosed;
    show(place);
  }

  return {
    denyBot: (channelId, permissions) => denyBot(inServer(channelId), permissions),
    closeChannel: (channelId, to = 'sending') => {
      const place = find(channelId);
      if (place.dmOf) setClosed(place, true);
      else denyBot(place, to === 'seeing' ? Can.ViewChannel : Can.SendMessages);
    },
    openChannel: (channelId) => {
      const place = find(channelId);
      if (place.dmOf) setClosed(place, false);
      else denyBot(place, 0n);
    },
    deleteChannel: (channelId) => {
      const place = inServer(channelId);
      world.deletePlace(place);
      tellBot(GatewayDispatchEvents.ChannelDelete, place);
      announcer.announce({ type: 'channel_removed', channelId });
    },
    addPeople: world.addPeople,
    addChannels: (count) =>
      world.addChannels(count).map((place) => {
        tellBot(GatewayDispatchEvents.ChannelCreate, place);
        show(place);
        return viewOf(world, place);
      }),
  };
}

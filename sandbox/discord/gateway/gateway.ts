import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { GuildPremiumTier } from 'discord-api-types/v10';
import { GatewayCloseCodes, GatewayDispatchEvents, GatewayOpcodes } from 'discord-api-types/v10';
import { WebSocketServer } from 'ws';
import type { Clock } from '#sandbox/discord/clock.ts';
import type { Announcer } from '#sandbox/discord/events.ts';
import type { DiscordOperator } from '#sandbox/discord/operator.ts';
import type { World } from '#sandbox/discord/world.ts';
import { serveConnection } from './connection.ts';
import { createSessions } from './sessions.ts';
import type { Threshold } from './threshold.ts';
import { createThreshold } from './threshold.ts';

export type Gateway = {
  readonly isOnline: () => boolean;
  /** To every session, connected or waiting to be taken up again; with `intents`, only to those that have one of them. */
  readonly dispatch: (event: string, data: unknown, intents?: number) => void;
  readonly drop: DiscordOperator['dropGateway'];
  /** Dispatches each of the next `times` interactions twice. */
  readonly sendTwice: DiscordOperator['sendTwice'];
  /** `refusing` and `silent` break the connections that there are; new ones are refused, or never hear anything. */
  readonly swing: (how: Threshold) => void;
  /** Stops taking connections and breaks those that there are. */
  readonly close: () => void;
};

type Deps = {
  readonly server: Server;
  readonly path: string;
  readonly gatewayUrl: () => string;
  readonly world: World;
  readonly token: string;
  readonly clock: Clock;
  readonly premiumTier: () => GuildPremiumTier;
  readonly resumableMs?: number | undefined;
  readonly announce: Announcer['announce'];
};

export function createGateway(deps: Deps): Gateway {
  const { server, path, gatewayUrl, world, token, clock, premiumTier, resumableMs } = deps;
  const sockets = new WebSocketServer({ noServer: true });
  const sessions = createSessions({ clock, resumableMs });
  const isOnline = () => sessions.live().some((session) => session.isAttached());
  let wasOnline = false;
  let twice = 0;
  const threshold = createThreshold();
  const breakAll = () => sockets.clients.forEach((socket) => void socket.terminate());

  function onPresence(): void {
    if (isOnline() === wasOnline) return;
    wasOnline = !wasOnline;
    deps.announce({ type: 'bot', online: wasOnline });
  }

  function upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(req.url ?? '', 'http://discord.invalid');
    if (url.pathname.replace(/\/$/, '') !== path) return;
    if (!threshold.letsIn(socket)) return;
    sockets.handleUpgrade(req, socket, head, (connection) => {
      if (url.searchParams.get('v') !== '10' || url.searchParams.get('encoding') !== 'json') {
        return connection.close(GatewayCloseCodes.InvalidAPIVersion, 'Invalid API version.');
      }
      serveConnection({ world, premiumTier, sessions, token, gatewayUrl, now: clock.now, onPresence }, connection);
    });
  }
  server.on('upgrade', upgrade);

  return {
    isOnline,
    sendTwice: (times) => {
      twice = times;
    },
    dispatch: (event, data, intents) => {
      const isDoubled = event === GatewayDispatchEvents.InteractionCreate && twice > 0;
      if (isDoubled) twice -= 1;
      for (const session of sessions.live()) {
        if (intents !== undefined && !(session.intents & intents)) continue;
        session.dispatch(event, data);
        if (isDoubled) session.dispatch(event, data);
      }
    },
    drop: (how) => {
      if (how === 'invalid_session') for (const { id } of sessions.live()) sessions.end(id);
      for (const socket of sockets.clients) {
        if (how === 'close') socket.terminate();
        if (how === 'reconnect') socket.send(JSON.stringify({ op: GatewayOpcodes.Reconnect, d: null }));
        if (how === 'invalid_session') socket.send(JSON.stringify({ op: GatewayOpcodes.InvalidSession, d: false }));
      }
    },
    swing: (how) => {
      threshold.swing(how);
      // To open it leaves those alone that are in.
      if (how !== 'open') breakAll();
    },
    close: () => {
      server.off('upgrade', upgrade);
      threshold.swing('open');
      breakAll();
      sockets.close();
    },
  };
}

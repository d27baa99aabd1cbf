import type { GuildPremiumTier } from 'discord-api-types/v10';
import { GatewayCloseCodes, GatewayDispatchEvents, GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10';
import type { World } from '#sandbox/discord/world.ts';
import type { Identify, Resume } from './frames.ts';
import type { Line, Session, Sessions } from './sessions.ts';
import { guildCreateData, readyData } from './welcome.ts';

/** Need an approval that this application does not have. */
const PRIVILEGED = GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences | GatewayIntentBits.MessageContent;

const ALL_INTENTS = Object.values(GatewayIntentBits).reduce<number>(
  (all, bit) => (typeof bit === 'number' ? all | bit : all),
  0,
);

export type HandshakeDeps = {
  readonly world: World;
  readonly premiumTier: () => GuildPremiumTier;
  readonly sessions: Sessions;
  readonly token: string;
  /** Where a session is to be taken up again. */
  readonly gatewayUrl: () => string;
};

/** A code with which to close the connection, and the reason that Discord sends with it. */
export class Closing extends Error {
  readonly code: number;

  constructor(code: number, reason: string) {
    super(reason);
    this.code = code;
  }
}

/** Opens a session and sends what begins it: READY and, with the intent for it, the server. Throws `Closing`. */
export function identify(deps: HandshakeDeps, line: Line, { token, intents, shard }: Identify): Session {
  checkToken(deps, token);
  if (shard && shard[0] >= shard[1]) throw new Closing(GatewayCloseCodes.InvalidShard, 'Invalid shard.');
  if (intents & ~ALL_INTENTS) throw new Closing(GatewayCloseCodes.InvalidIntents, 'Invalid intent(s).');
  if (intents & PRIVILEGED) throw new Closing(GatewayCloseCodes.DisallowedIntents, 'Disallowed intent(s).');
  const session = deps.sessions.open(intents);
  session.attach(line);
  session.dispatch(GatewayDispatchEvents.Ready, readyData(session.id, deps.gatewayUrl()));
  if (intents & GatewayIntentBits.Guilds) {
    session.dispatch(GatewayDispatchEvents.GuildCreate, guildCreateData(deps.world, deps.premiumTier()));
  }
  return session;
}

/** Takes a session up again and sends what it missed. Undefined, and told so, when there is none. Throws `Closing`. */
export function resume(deps: HandshakeDeps, line: Line, { token, session_id, seq }: Resume): Session | undefined {
  checkToken(deps, token);
  const session = deps.sessions.find(session_id);
  if (!session) return beginAnew(line);
  session.attach(line);
  const replayed = session.replay(seq);
  if (replayed === 'never') throw new Closing(GatewayCloseCodes.InvalidSeq, 'Invalid seq.');
  if (replayed === 'forgotten') {
    session.detach(line);
    deps.sessions.end(session.id);
    return beginAnew(line);
  }
  session.dispatch(GatewayDispatchEvents.Resumed, {});
  return session;
}

function beginAnew(line: Line): undefined {
  line.send({ op: GatewayOpcodes.InvalidSession, d: false });
}

function checkToken(deps: HandshakeDeps, token: string): void {
  if (token !== deps.token) throw new Closing(GatewayCloseCodes.AuthenticationFailed, 'Authentication failed.');
}

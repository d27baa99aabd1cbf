import type {
  APIGuildMember,
  APIInteractionDataResolvedGuildMember,
  APITextChannel,
  APIUser,
} from 'discord-api-types/v10';
import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { ChannelView, Person } from '#sandbox/page/protocol.ts';
import { BOT, GUILD, JOINED_AT, ROLES } from './bower.ts';
import { DIRECT_MESSAGE_PERMISSIONS, permissionsIn } from './permissions.ts';
import type { Place, World } from './world.ts';

/** Widened, because the empty set has no name in Discord's enums. */
const NO_FLAGS: number = 0;

const user = (id: string, username: string): APIUser => ({
  id,
  username,
  discriminator: '0',
  global_name: null,
  avatar: null,
  banner: null,
  accent_color: null,
});

export const botUser: APIUser = { ...user(BOT.id, BOT.username), discriminator: '7214', bot: true };

export const userOf = (person: Person): APIUser => ({
  ...user(person.id, person.username),
  global_name: person.displayName,
});

const member = (of: APIUser, roles: string[]): APIGuildMember => ({
  user: of,
  roles,
  nick: null,
  avatar: null,
  banner: null,
  joined_at: JOINED_AT,
  premium_since: null,
  communication_disabled_until: null,
  pending: false,
  deaf: false,
  mute: false,
  flags: NO_FLAGS,
});

export const botMember = (): APIGuildMember => member(botUser, [ROLES.bot]);

export const memberOf = (person: Person): APIGuildMember => member(userOf(person), rolesOf(person));

/** As interactions carry members beside their users: without the user and what concerns voice. */
export function resolvedMember(member: APIGuildMember, permissions: bigint): APIInteractionDataResolvedGuildMember {
  const { user: _user, deaf: _deaf, mute: _mute, ...rest } = member;
  return { ...rest, permissions: permissions.toString() };
}

const rolesOf = (person: Person): string[] => (person.isAdmin ? [ROLES.admin] : []);

export const personPermissions = (world: World, person: Person, place: Place): bigint =>
  permissionsIn(place.overwrites, {
    userId: person.id,
    guildId: GUILD.id,
    roleIds: rolesOf(person),
    roles: world.roles,
  });

/** In direct messages what interactions tell, and the right to write and read there. */
export function botPermissions(world: World, place: Place): bigint {
  if (place.dmOf) return DIRECT_MESSAGE_PERMISSIONS;
  const subject = { userId: BOT.id, guildId: GUILD.id, roleIds: [ROLES.bot], roles: world.roles };
  return permissionsIn(place.overwrites, subject);
}

/** A channel of the server as the gateway and the REST API send it. */
export const textChannelOf = (place: Place): APITextChannel => ({
  id: place.id,
  type: ChannelType.GuildText,
  guild_id: GUILD.id,
  name: place.name,
  topic: place.topic,
  position: place.position,
  parent_id: null,
  nsfw: place.nsfw,
  rate_limit_per_user: 0,
  last_message_id: null,
  permission_overwrites: [...place.overwrites],
});

/** A channel as the REST API and interactions send it. */
export const channelOf = (place: Place) =>
  place.dmOf
    ? {
        id: place.id,
        type: ChannelType.DM as const,
        name: null,
        last_message_id: null,
        recipients: [userOf(place.dmOf)],
      }
    : textChannelOf(place);

export const viewOf = (world: World, place: Place): ChannelView => ({
  id: place.id,
  name: place.name,
  topic: place.topic,
  kind: place.dmOf ? 'dm' : 'text',
  nsfw: place.nsfw,
  botMayWrite: place.dmOf
    ? !place.isClosed
    : !place.isDeleted && Boolean(botPermissions(world, place) & PermissionFlagsBits.SendMessages),
  ...(place.dmOf && { dmOf: place.dmOf.id }),
});

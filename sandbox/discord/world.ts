import type { APIOverwrite, APIRole } from 'discord-api-types/v10';
import { OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { Person } from '#sandbox/page/protocol.ts';
import { BOT, CHANNELS, DIRECT_MESSAGES, GUILD, PEOPLE, ROLES } from './bower.ts';
import { ADMIN_PERMISSIONS, BOT_PERMISSIONS, EVERYONE_PERMISSIONS } from './permissions.ts';

/** A channel of the server or a direct-message channel. */
export type Place = {
  readonly id: string;
  readonly name: string;
  readonly topic: string;
  readonly nsfw: boolean;
  /** Order in the list, from the top. */
  readonly position: number;
  /** The person whose direct messages with the bot these are; absent in the server. */
  readonly dmOf?: Person;
  /** Changes when a test takes permissions away. */
  overwrites: readonly APIOverwrite[];
};

export type World = {
  readonly roles: readonly APIRole[];
  readonly people: readonly Person[];
  /** By id. */
  readonly places: ReadonlyMap<string, Place>;
  readonly findPerson: (id: string) => Person | undefined;
};

export function createWorld(): World {
  const people = Object.values(PEOPLE);
  const places = new Map([...serverPlaces(), ...people.map(directMessages)].map((place) => [place.id, place]));
  return { roles, people, places, findPerson: (id) => people.find((person) => person.id === id) };
}

const serverPlaces = (): Place[] =>
  Object.values(CHANNELS).map((channel, position) => ({
    ...channel,
    position,
    overwrites: channel.id === CHANNELS.readOnly.id ? [denial(ROLES.bot, PermissionFlagsBits.SendMessages)] : [],
  }));

const directMessages = (person: Person): Place => ({
  id: DIRECT_MESSAGES[person.id] ?? person.id,
  name: BOT.username,
  topic: '',
  nsfw: false,
  position: 0,
  dmOf: person,
  overwrites: [],
});

/** An overwrite that takes permissions from a role in one channel. */
export const denial = (roleId: string, permissions: bigint): APIOverwrite => ({
  id: roleId,
  type: OverwriteType.Role,
  allow: '0',
  deny: permissions.toString(),
});

/** Widened, because the empty set has no name in Discord's enums. */
const NO_FLAGS: number = 0;

const role = (id: string, name: string, position: number, permissions: bigint): APIRole => ({
  id,
  name,
  position,
  permissions: permissions.toString(),
  color: 0,
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  hoist: false,
  icon: null,
  unicode_emoji: null,
  managed: false,
  mentionable: false,
  flags: NO_FLAGS,
});

const roles: readonly APIRole[] = [
  role(GUILD.id, '@everyone', 0, EVERYONE_PERMISSIONS),
  { ...role(ROLES.bot, BOT.username, 1, BOT_PERMISSIONS), managed: true, tags: { bot_id: BOT.id } },
  role(ROLES.admin, 'Admin', 2, ADMIN_PERMISSIONS),
];

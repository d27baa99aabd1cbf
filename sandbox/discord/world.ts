import type { APIOverwrite, APIRole } from 'discord-api-types/v10';
import { OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { Person } from '#sandbox/page/protocol.ts';
import { BOT, CHANNELS, DIRECT_MESSAGES, GUILD, PEOPLE, ROLES, strangers } from './bower.ts';
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
  /** Somebody deleted it: it is no place any more, and yet people may ask what became of it. */
  isDeleted?: true;
  /** Of direct messages: the person takes none from the bot. */
  isClosed?: boolean;
};

export type World = {
  readonly roles: readonly APIRole[];
  readonly people: readonly Person[];
  /** By id; without those that are deleted. */
  readonly places: ReadonlyMap<string, Place>;
  readonly findPerson: (id: string) => Person | undefined;
  /** A channel, deleted or not. */
  readonly remember: (id: string) => Place | undefined;
  /** The direct messages of a person with the bot. */
  readonly dmOf: (personId: string) => Place | undefined;
  /** Lets so many more people in, who are nobody in particular. */
  readonly addPeople: (count: number) => readonly Person[];
  readonly addChannels: (count: number) => readonly Place[];
  readonly deletePlace: (place: Place) => void;
};

export function createWorld(): World {
  const people: Person[] = Object.values(PEOPLE);
  const byId = new Map(people.map((person) => [person.id, person]));
  const all = new Map([...serverPlaces(), ...people.map(directMessages)].map((place) => [place.id, place]));
  const places = new Map(all);
  const dms = new Map([...all.values()].flatMap((place) => (place.dmOf ? [[place.dmOf.id, place] as const] : [])));

  function addPlace(place: Place): Place {
    all.set(place.id, place);
    places.set(place.id, place);
    if (place.dmOf) dms.set(place.dmOf.id, place);
    return place;
  }

  return {
    roles,
    people,
    places,
    findPerson: (id) => byId.get(id),
    remember: (id) => all.get(id),
    dmOf: (personId) => dms.get(personId),
    addPeople: (count) => {
      const added = strangers(people.length, count);
      for (const person of added) {
        people.push(person);
        byId.set(person.id, person);
        addPlace(directMessages(person));
      }
      return added;
    },
    addChannels: (count) => Array.from({ length: count }, () => addPlace(nextChannel(all.size - people.length))),
    deletePlace: (place) => {
      place.isDeleted = true;
      places.delete(place.id);
    },
  };
}

const FIRST_CHANNEL = 1_180_000_000_000_100_000n;

const nextChannel = (position: number): Place => ({
  id: String(FIRST_CHANNEL + BigInt(position)),
  name: `channel-${position}`,
  topic: '',
  nsfw: false,
  position,
  overwrites: [],
});

const serverPlaces = (): Place[] =>
  Object.values(CHANNELS).map((channel, position) => ({
    ...channel,
    position,
    overwrites: channel.id === CHANNELS.readOnly.id ? [denial(ROLES.bot, PermissionFlagsBits.SendMessages)] : [],
  }));

const directMessages = (person: Person): Place => ({
  // One hundred thousand further on, where no other ids are.
  id: DIRECT_MESSAGES[person.id] ?? String(BigInt(person.id) + 100_000n),
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

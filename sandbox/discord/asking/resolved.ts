import type { APIInteractionDataResolved } from 'discord-api-types/v10';
import { ChannelType, ApplicationCommandOptionType as Option } from 'discord-api-types/v10';
import type { AttachmentStore } from '#sandbox/discord/attachments.ts';
import { BOT, GUILD } from '#sandbox/discord/bower.ts';
import {
  botMember,
  botPermissions,
  botUser,
  memberOf,
  personPermissions,
  resolvedMember,
  userOf,
} from '#sandbox/discord/profiles.ts';
import type { Place, World } from '#sandbox/discord/world.ts';
import type { Person } from '#sandbox/page/protocol.ts';

type Chosen = { readonly type: Option; readonly id: string };
type Deps = { readonly world: World; readonly attachments: AttachmentStore };

/** The things behind the ids that a person chose. Throws for an id of nothing. */
export function resolve(
  deps: Deps,
  person: Person,
  place: Place,
  chosen: readonly Chosen[],
): APIInteractionDataResolved {
  const parts = chosen.map(({ type, id }) => resolveOne(deps, person, place, type, id));
  return {
    ...merge('users', parts),
    ...merge('members', parts),
    ...merge('roles', parts),
    ...merge('channels', parts),
    ...merge('attachments', parts),
  };
}

function merge<Key extends keyof APIInteractionDataResolved>(key: Key, parts: readonly APIInteractionDataResolved[]) {
  const found = Object.assign({}, ...parts.map((part) => part[key] ?? {}));
  return Object.keys(found).length > 0 ? { [key]: found } : {};
}

function resolveOne(deps: Deps, person: Person, place: Place, type: Option, id: string): APIInteractionDataResolved {
  const found =
    type === Option.Attachment
      ? attachmentBehind(deps, id)
      : type === Option.Channel
        ? channelBehind(deps.world, person, id)
        : (type !== Option.User && roleBehind(deps.world, id)) ||
          (type !== Option.Role && userBehind(deps.world, place, id));
  if (!found) throw new Error(`There is nothing with the id ${id} to choose`);
  return found;
}

function attachmentBehind({ attachments }: Deps, id: string): APIInteractionDataResolved | undefined {
  const attachment = attachments.find(id);
  return attachment && { attachments: { [id]: attachment } };
}

function roleBehind(world: World, id: string): APIInteractionDataResolved | undefined {
  const role = world.roles.find((each) => each.id === id);
  return role && { roles: { [id]: role } };
}

function userBehind(world: World, place: Place, id: string): APIInteractionDataResolved | undefined {
  const chosen = world.findPerson(id);
  const isBot = id === BOT.id;
  if (!chosen && !isBot) return undefined;
  const users = { [id]: chosen ? userOf(chosen) : botUser };
  if (place.dmOf) return { users };
  const permissions = chosen ? personPermissions(world, chosen, place) : botPermissions(world, place);
  const member = resolvedMember(chosen ? memberOf(chosen) : botMember(), permissions);
  return { users, members: { [id]: member } };
}

function channelBehind(world: World, person: Person, id: string): APIInteractionDataResolved | undefined {
  const place = world.places.get(id);
  if (!place || place.dmOf) return undefined;
  const permissions = personPermissions(world, person, place).toString();
  const app_permissions = botPermissions(world, place).toString();
  const channel = { id, type: ChannelType.GuildText as const, name: place.name, permissions, app_permissions };
  return { channels: { [id]: Object.assign(channel, { guild_id: GUILD.id, parent_id: null, nsfw: place.nsfw }) } };
}

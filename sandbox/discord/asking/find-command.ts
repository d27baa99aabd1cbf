import { type ApplicationCommandType, PermissionFlagsBits as Can, InteractionContextType } from 'discord-api-types/v10';
import { GUILD } from '#sandbox/discord/bower.ts';
import type { Command, Registry } from '#sandbox/discord/commands.ts';
import { personPermissions } from '#sandbox/discord/profiles.ts';
import type { Place, World } from '#sandbox/discord/world.ts';
import type { Person } from '#sandbox/page/protocol.ts';

type Search = {
  readonly world: World;
  readonly registry: Registry;
  readonly person: Person;
  readonly place: Place;
  readonly name: string;
  readonly type: ApplicationCommandType;
};

/** The command as this person sees it in this place. Throws, saying why, when it is not among those offered. */
export function findCommand({ world, registry, person, place, name, type }: Search): Command {
  const local = place.dmOf ? [] : registry.list(GUILD.id);
  const named = [...local, ...registry.list()].filter(({ command }) => command.name === name && command.type === type);
  if (named.length === 0) throw new Error(`There is no command called ${name}`);
  const reasons = named.map((command) => hiddenBecause(world, command, person, place));
  const at = reasons.indexOf(undefined);
  const command = named[at];
  if (!command) throw new Error(`${name} is not offered to ${person.displayName} there: ${reasons[0]}`);
  return command;
}

function hiddenBecause(world: World, { command }: Command, person: Person, place: Place): string | undefined {
  const context = place.dmOf ? InteractionContextType.BotDM : InteractionContextType.Guild;
  if (command.contexts && !command.contexts.includes(context)) return 'it is not made for such a channel';
  if (place.dmOf) return command.dm_permission === false ? 'it is not made for direct messages' : undefined;
  if (command.nsfw && !place.nsfw) return 'it is age-restricted and the channel is not';
  const held = personPermissions(world, person, place);
  if (!(held & Can.UseApplicationCommands)) return 'commands are not allowed to them';
  if (held & Can.Administrator || command.default_member_permissions === null) return undefined;
  const needed = BigInt(command.default_member_permissions);
  return needed === 0n || (held & needed) !== needed ? 'they lack the permissions for it' : undefined;
}

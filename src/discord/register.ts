import type { APIApplicationCommand, REST, RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js';
import { ApplicationCommandType, Routes } from 'discord.js';
import { sameCommand } from './same-command.ts';

type CommandData = RESTPostAPIChatInputApplicationCommandsJSONBody;

export type Registration = {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly deleted: readonly string[];
  readonly unchanged: number;
};

type Options = {
  readonly rest: Pick<REST, 'get' | 'post' | 'delete'>;
  readonly applicationId: string;
  /** Register in this guild only, where changes show at once. */
  readonly guildId: string | undefined;
  readonly commands: readonly CommandData[];
};

/**
 * Brings Discord's list of our slash commands up to date and sends only what differs: creating is limited to 200 a day
 * (interactions/application-commands), and an untouched command keeps the permissions that admins gave it.
 */
export async function registerCommands({ rest, applicationId, guildId, commands }: Options): Promise<Registration> {
  const route = guildId
    ? Routes.applicationGuildCommands(applicationId, guildId)
    : Routes.applicationCommands(applicationId);
  const there = ((await rest.get(route)) as APIApplicationCommand[]).filter(isSlashCommand);
  const wanted = commands.map((command) => (guildId ? inGuild(command) : command));
  const byName = new Map(there.map((command) => [command.name, command]));

  const created = wanted.filter(({ name }) => !byName.has(name));
  const updated = wanted.filter((command) => {
    const known = byName.get(command.name);
    return known !== undefined && !sameCommand(known, command);
  });
  const deleted = there.filter(({ name }) => !wanted.some((command) => command.name === name));

  // A POST replaces the command of the same name and keeps its id.
  for (const body of [...created, ...updated]) await rest.post(route, { body });
  for (const { id } of deleted) await rest.delete(`${route}/${id}`);

  const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);
  return {
    created: names(created),
    updated: names(updated),
    deleted: names(deleted),
    unchanged: wanted.length - created.length - updated.length,
  };
}

const isSlashCommand = ({ type }: APIApplicationCommand): boolean => type === ApplicationCommandType.ChatInput;

/** Contexts and integration types exist on global commands only (interactions/application-commands). */
function inGuild({ contexts: _contexts, integration_types: _types, ...command }: CommandData): CommandData {
  return command;
}

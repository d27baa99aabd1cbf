import type { APIApplicationCommand, APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord-api-types/v10';

/** One thing that can be typed: a command without subcommands, or one subcommand. */
export type CommandEntry = {
  /** `imagine`, `job show`. */
  readonly name: string;
  readonly description: string;
  readonly options: readonly APIApplicationCommandBasicOption[];
};

export type Viewer = { readonly isAdmin: boolean; readonly isDirect: boolean; readonly isAgeRestricted: boolean };

/** `InteractionContextType` of a guild and of the direct messages with the bot. */
const IN_GUILD = 0;
const IN_BOT_DM = 1;

/** The slash commands that this person may use in this place, by name. */
export const listEntries = (commands: readonly APIApplicationCommand[], viewer: Viewer): readonly CommandEntry[] =>
  commands
    .filter((command) => command.type === ApplicationCommandType.ChatInput && mayUse(command, viewer))
    .flatMap(entriesOf)
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));

/** The commands of a message's menu that this person may use in this place. */
export const listMessageCommands = (commands: readonly APIApplicationCommand[], viewer: Viewer) =>
  commands.filter((command) => command.type === ApplicationCommandType.Message && mayUse(command, viewer));

function mayUse(command: APIApplicationCommand, { isAdmin, isDirect, isAgeRestricted }: Viewer): boolean {
  if (command.nsfw && !isAgeRestricted && !isDirect) return false;
  if (isDirect) return command.guild_id === undefined && (command.contexts?.includes(IN_BOT_DM) ?? true);
  // Members here hold no special permissions, so a command that asks for any is for the admin.
  const isForAdmins = typeof command.default_member_permissions === 'string';
  return (command.contexts?.includes(IN_GUILD) ?? true) && (isAdmin || !isForAdmins);
}

function entriesOf(command: APIApplicationCommand): readonly CommandEntry[] {
  const basic: APIApplicationCommandBasicOption[] = [];
  const nested: CommandEntry[] = [];
  for (const option of command.options ?? []) {
    if (option.type === ApplicationCommandOptionType.Subcommand) {
      nested.push(entry(`${command.name} ${option.name}`, option.description, option.options));
    } else if (option.type === ApplicationCommandOptionType.SubcommandGroup) {
      for (const inner of option.options ?? [])
        nested.push(entry(`${command.name} ${option.name} ${inner.name}`, inner.description, inner.options));
    } else {
      basic.push(option);
    }
  }
  return nested.length > 0 ? nested : [entry(command.name, command.description, basic)];
}

const entry = (
  name: string,
  description: string,
  options: readonly APIApplicationCommandBasicOption[] = [],
): CommandEntry => ({ name, description, options });

/** What fits the words typed after the slash: names that begin with them first, then names and descriptions that hold them. */
export function filterEntries(entries: readonly CommandEntry[], typed: string): readonly CommandEntry[] {
  const query = typed.trim().toLowerCase();
  const rank = ({ name, description }: CommandEntry): number => {
    if (name.startsWith(query)) return 0;
    if (name.includes(query)) return 1;
    return description.toLowerCase().includes(query) ? 2 : 3;
  };
  return entries.filter((one) => rank(one) < 3).sort((one, other) => rank(one) - rank(other));
}

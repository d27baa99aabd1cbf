import type { APIInteractionDataResolved, APIMessage } from 'discord-api-types/v10';
import { ApplicationCommandType, InteractionType, ApplicationCommandOptionType as Option } from 'discord-api-types/v10';
import type { AttachmentStore } from '#sandbox/discord/attachments.ts';
import type { Command, Registry } from '#sandbox/discord/commands.ts';
import type { MessageStore } from '#sandbox/discord/messages.ts';
import type { PretendDiscord } from '#sandbox/discord/people.ts';
import type { World } from '#sandbox/discord/world.ts';
import type { Ask } from './ask.ts';
import type { Leaf, OptionData } from './command-data.ts';
import { checkedOptions, leafOf, nested, typedOptions } from './command-data.ts';
import { findCommand } from './find-command.ts';
import { whoAndWhere } from './presence.ts';
import { resolve } from './resolved.ts';

type Deps = {
  readonly world: World;
  readonly registry: Registry;
  readonly attachments: AttachmentStore;
  readonly messages: MessageStore;
  readonly ask: Ask;
};

/** Options whose value is the id of something. */
const REFERENCES: readonly Option[] = [Option.User, Option.Channel, Option.Role, Option.Mentionable, Option.Attachment];

/** Slash commands, the suggestions while one is typed, and the commands in a message's menu. */
export function createCommanding(deps: Deps): Pick<PretendDiscord, 'runCommand' | 'autocomplete' | 'useMenu'> {
  const { world, registry, messages, ask } = deps;

  function slash(input: { personId: string; channelId: string; command: string }) {
    const { person, place } = whoAndWhere(world, input);
    const [name = '', ...path] = input.command.trim().split(/\s+/);
    const found = findCommand({ world, registry, person, place, name, type: ApplicationCommandType.ChatInput });
    return { person, place, found, leaf: leafOf(found.form, path) };
  }

  return {
    runCommand: async (input) => {
      const { person, place, found, leaf } = slash(input);
      const values = checkedOptions(leaf, input.options);
      const chosen = values.flatMap(({ type, value }) =>
        REFERENCES.includes(type) ? [{ type, id: String(value) }] : [],
      );
      const data = dataOf(found, leaf, values, resolve(deps, person, place, chosen));
      return ask({ person, place, type: InteractionType.ApplicationCommand, data, commandName: input.command });
    },
    autocomplete: async (input) => {
      const { person, place, found, leaf } = slash(input);
      const data = dataOf(found, leaf, typedOptions(leaf, input.options, input.focused), {});
      return ask({ person, place, type: InteractionType.ApplicationCommandAutocomplete, data });
    },
    useMenu: async (input) => {
      const { person, place } = whoAndWhere(world, input);
      const type = ApplicationCommandType.Message;
      const { command } = findCommand({ world, registry, person, place, name: input.command, type });
      const kept = messages.find(place.id, input.messageId);
      if (!kept || (kept.visibleTo ?? person.id) !== person.id) throw new Error('That message is not there');
      const target = messages.present(kept.message);
      const data = { ...nameOf(command), target_id: target.id, resolved: { messages: byId(target) } };
      const question = { person, place, type: InteractionType.ApplicationCommand, data, targetMessageId: target.id };
      return ask({ ...question, commandName: command.name });
    },
  };
}

const nameOf = ({ id, name, type, guild_id }: Command['command']) => ({
  id,
  name,
  type,
  ...(guild_id !== undefined && { guild_id }),
});

const byId = (message: APIMessage) => ({ [message.id]: message });

const dataOf = (
  { command }: Command,
  leaf: Leaf,
  values: readonly OptionData[],
  resolved: APIInteractionDataResolved,
): object => ({
  ...nameOf(command),
  options: nested(leaf, values),
  ...(Object.keys(resolved).length > 0 && { resolved }),
});

import type { APIApplicationCommand } from 'discord-api-types/v10';
import { ApplicationCommandType } from 'discord-api-types/v10';
import { BOT } from './bower.ts';
import { refusals } from './errors.ts';
import type { Announcer } from './events.ts';
import type { CommandForm } from './forms/command.ts';

/** Commands of one type that an application may have globally, and again in each server. */
const COMMANDS_MAX = {
  [ApplicationCommandType.ChatInput]: 100,
  [ApplicationCommandType.User]: 15,
  [ApplicationCommandType.Message]: 15,
} as const;

/** A registered command, with its body as the bot registered it. */
export type Command = { readonly command: APIApplicationCommand; readonly form: CommandForm };

export type Registry = {
  /** Of one server, or global ones without `guildId`. */
  readonly list: (guildId?: string) => readonly Command[];
  readonly find: (id: string, guildId?: string) => Command | undefined;
  /** Creates, or replaces the one of the same type and name, or the one called `id`. */
  readonly put: (
    form: CommandForm,
    guildId?: string,
    id?: string,
  ) => { readonly command: APIApplicationCommand; readonly isNew: boolean };
  /** Makes these the only ones. */
  readonly replaceAll: (forms: readonly CommandForm[], guildId?: string) => readonly APIApplicationCommand[];
  readonly remove: (id: string, guildId?: string) => boolean;
};

export function createRegistry(deps: {
  readonly nextId: () => string;
  readonly announce: Announcer['announce'];
}): Registry {
  const { nextId } = deps;
  const all = new Map<string, Command>();
  const list = (guildId?: string) => [...all.values()].filter(({ command }) => command.guild_id === guildId);
  const find = (id: string, guildId?: string) => list(guildId).find(({ command }) => command.id === id);
  const tell = () => deps.announce({ type: 'commands', commands: [...all.values()].map(({ command }) => command) });

  const same = (form: CommandForm, guildId?: string) =>
    list(guildId).find(({ command }) => command.type === form.type && command.name === form.name);

  function store(form: CommandForm, guildId?: string, id?: string): APIApplicationCommand {
    const old = id === undefined ? same(form, guildId)?.command : all.get(id)?.command;
    const rival = same(form, guildId);
    if (old && rival && rival.command.id !== old.id) all.delete(rival.command.id);
    const command = commandOf(form, old?.id ?? nextId(), nextId(), guildId);
    all.set(command.id, { command, form });
    return command;
  }

  function checkCount(forms: readonly CommandForm[]): void {
    for (const type of [
      ApplicationCommandType.ChatInput,
      ApplicationCommandType.User,
      ApplicationCommandType.Message,
    ] as const) {
      const limit = COMMANDS_MAX[type];
      if (forms.filter((form) => form.type === type).length > limit) throw refusals.tooManyCommands(limit);
    }
  }

  return {
    list,
    find,
    put: (form, guildId, id) => {
      const isNew = id === undefined && !same(form, guildId);
      if (isNew) checkCount([...list(guildId).map((command) => command.form), form]);
      const command = store(form, guildId, id);
      tell();
      return { command, isNew };
    },
    replaceAll: (forms, guildId) => {
      checkCount(forms);
      const stored = forms.map((form) => store(form, guildId));
      for (const { command } of list(guildId)) {
        if (!stored.some(({ id }) => id === command.id)) all.delete(command.id);
      }
      tell();
      return stored;
    },
    remove: (id, guildId) => {
      if (!find(id, guildId)) return false;
      all.delete(id);
      tell();
      return true;
    },
  };
}

function commandOf(form: CommandForm, id: string, version: string, guildId?: string): APIApplicationCommand {
  const { integration_types = [0], contexts = null, dm_permission, ...rest } = form;
  return {
    name_localizations: null,
    ...rest,
    id,
    version,
    application_id: BOT.id,
    default_member_permissions: form.default_member_permissions ?? null,
    nsfw: form.nsfw ?? false,
    ...(guildId === undefined
      ? { integration_types, contexts, dm_permission: dm_permission ?? true }
      : { guild_id: guildId }),
  };
}

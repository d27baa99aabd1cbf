import * as z from 'zod';
import { BOT, GUILD } from '#sandbox/discord/bower.ts';
import type { Command, Registry } from '#sandbox/discord/commands.ts';
import { refusals } from '#sandbox/discord/errors.ts';
import type { CommandForm } from '#sandbox/discord/forms/command.ts';
import { commandForm, commandListForm } from '#sandbox/discord/forms/command.ts';
import { invalidForm, parseForm } from '#sandbox/discord/forms/parse.ts';
import type { Call, Reply, Route } from './call.ts';
import { created, done, ok } from './call.ts';

const anyObject = z.object({}).loose();

/** Registering commands, globally and in the server, which differ only in their path. */
export function commandRoutes({ registry }: { readonly registry: Registry }): Route[] {
  const base = '/applications/:application';
  return [...routesBelow(registry, `${base}/commands`), ...routesBelow(registry, `${base}/guilds/:guild/commands`)];
}

function routesBelow(registry: Registry, path: string): Route[] {
  function one(call: Call): Command {
    const command = registry.find(call.param('command'), guildOf(call));
    if (!command) throw refusals.unknownCommand();
    return command;
  }

  function create(call: Call): Reply {
    const { command, isNew } = registry.put(parseForm(commandForm, call.body), guildOf(call));
    return isNew ? created(command) : ok(command);
  }

  function replaceAll(call: Call): Reply {
    const forms = parseForm(commandListForm, call.body);
    checkNames(forms);
    return ok(registry.replaceAll(forms, guildOf(call)));
  }

  function edit(call: Call): Reply {
    const { command, form } = one(call);
    const merged = parseForm(commandForm, { ...form, ...parseForm(anyObject, call.body), type: form.type });
    return ok(registry.put(merged, guildOf(call), command.id).command);
  }

  function remove(call: Call): Reply {
    registry.remove(one(call).command.id, guildOf(call));
    return done;
  }

  const list = (call: Call) => ok(registry.list(guildOf(call)).map(({ command }) => command));
  return [
    { method: 'GET', path, handle: list },
    { method: 'POST', path, handle: create },
    { method: 'PUT', path, handle: replaceAll },
    { method: 'GET', path: `${path}/:command`, handle: (call) => ok(one(call).command) },
    { method: 'PATCH', path: `${path}/:command`, handle: edit },
    { method: 'DELETE', path: `${path}/:command`, handle: remove },
  ];
}

/** The server in the path; undefined on the global routes. */
function guildOf(call: Call): string | undefined {
  if (call.param('application') !== BOT.id) throw refusals.unknownApplication();
  const guildId = call.param('guild') || undefined;
  if (guildId !== undefined && guildId !== GUILD.id) throw refusals.missingAccess();
  return guildId;
}

function checkNames(forms: readonly CommandForm[]): void {
  const second = forms.findIndex((form, at) =>
    forms.slice(0, at).some((earlier) => earlier.type === form.type && earlier.name === form.name),
  );
  if (second < 0) return;
  const code = 'APPLICATION_COMMANDS_DUPLICATE_NAME';
  throw invalidForm([{ path: [second], code, message: 'Application command names must be unique' }]);
}

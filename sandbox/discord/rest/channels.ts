import { PermissionFlagsBits as Can } from 'discord-api-types/v10';
import * as z from 'zod';
import { refusals } from '#sandbox/discord/errors.ts';
import { snowflake } from '#sandbox/discord/forms/controls.ts';
import { parseForm } from '#sandbox/discord/forms/parse.ts';
import type { Kept, MessageStore } from '#sandbox/discord/messages.ts';
import { channelOf } from '#sandbox/discord/profiles.ts';
import { isAfter } from '#sandbox/discord/snowflakes.ts';
import type { World } from '#sandbox/discord/world.ts';
import { mayRead, placeFor } from './access.ts';
import type { Call, Route } from './call.ts';
import { done, ok } from './call.ts';

const listForm = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  before: snowflake.optional(),
  after: snowflake.optional(),
  around: snowflake.optional(),
});

/** Looking at channels and at what was written in them. Ephemeral answers are not among it. */
export function channelRoutes(deps: { readonly world: World; readonly messages: MessageStore }): Route[] {
  const { world, messages } = deps;

  function list(call: Call) {
    const place = placeFor(world, call.param('channel'));
    const { limit, before, after, around } = parseForm(listForm, Object.fromEntries(call.query));
    if (!mayRead(world, place)) return [];
    const all = messages.list(place.id).filter(({ visibleTo }) => visibleTo === undefined);
    return pick(all, { limit, before, after, around }).map(({ message }) => messages.present(message));
  }

  function get(call: Call) {
    const place = placeFor(world, call.param('channel'), Can.ReadMessageHistory);
    const kept = messages.find(place.id, call.param('message'));
    if (!kept || kept.visibleTo !== undefined) throw refusals.unknownMessage();
    return messages.present(kept.message);
  }

  return [
    {
      method: 'GET',
      path: '/channels/:channel',
      handle: (call) => ok(channelOf(placeFor(world, call.param('channel')))),
    },
    { method: 'GET', path: '/channels/:channel/messages', handle: (call) => ok(list(call)) },
    { method: 'GET', path: '/channels/:channel/messages/:message', handle: (call) => ok(get(call)) },
    {
      method: 'POST',
      path: '/channels/:channel/typing',
      handle: (call) => {
        placeFor(world, call.param('channel'), Can.SendMessages);
        return done;
      },
    },
  ];
}

type Window = { limit: number; before?: string | undefined; after?: string | undefined; around?: string | undefined };

/** One page, newest first, from messages that are sorted oldest first. */
function pick(all: readonly Kept[], { limit, before, after, around }: Window): Kept[] {
  /** How many are older than `id`, or as old. */
  const upTo = (id: string): number => {
    const at = all.findLastIndex(({ message }) => !isAfter(message.id, id));
    return at + 1;
  };
  if (after !== undefined) {
    const from = upTo(after);
    return all.slice(from, from + limit).reverse();
  }
  if (around !== undefined) {
    const middle = upTo(around);
    return all.slice(Math.max(0, middle - Math.ceil(limit / 2)), middle + Math.floor(limit / 2)).reverse();
  }
  const end = before === undefined ? all.length : all.findLastIndex(({ message }) => isAfter(before, message.id)) + 1;
  return all.slice(Math.max(0, end - limit), end).reverse();
}

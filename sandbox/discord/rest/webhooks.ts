import type { APIMessage } from 'discord-api-types/v10';
import { MessageFlags } from 'discord-api-types/v10';
import type { Answers } from '#sandbox/discord/answers.ts';
import type { AttachmentStore } from '#sandbox/discord/attachments.ts';
import { BOT } from '#sandbox/discord/bower.ts';
import { refusals } from '#sandbox/discord/errors.ts';
import { contentForm } from '#sandbox/discord/forms/message.ts';
import { parseForm } from '#sandbox/discord/forms/parse.ts';
import type { Acknowledged, Interactions } from '#sandbox/discord/interactions.ts';
import type { Kept, MessageStore } from '#sandbox/discord/messages.ts';
import type { World } from '#sandbox/discord/world.ts';
import type { Call, Route } from './call.ts';
import { done, ok } from './call.ts';

type Deps = {
  readonly world: World;
  readonly interactions: Interactions;
  readonly answers: Answers;
  readonly messages: MessageStore;
  readonly attachments: AttachmentStore;
};

/** Interaction tokens have the limits of ordinary webhooks, each its own. */
const ALLOWANCE = { requests: 5, windowMs: 2000 };

/** Everything after the first answer: its edits, and follow-ups. */
export function webhookRoutes(deps: Deps): Route[] {
  const { world, interactions, answers, messages, attachments } = deps;

  function redeem(call: Call): Acknowledged {
    if (call.param('application') !== BOT.id) throw refusals.unknownWebhook();
    const redeemed = interactions.redeem(call.param('token'));
    if (!world.places.has(redeemed.asked.place.id)) throw refusals.unknownChannel();
    return redeemed;
  }

  function message(call: Call) {
    const { asked, originalId, messageIds } = redeem(call);
    const id = call.param('message') === '@original' ? originalId : call.param('message');
    const kept = id !== undefined && messageIds.has(id) ? messages.find(asked.place.id, id) : undefined;
    if (!kept) throw refusals.unknownMessage();
    return { asked, kept };
  }

  function edit(call: Call): APIMessage {
    const { asked, kept } = message(call);
    return answers.edit(asked, kept, parseForm(contentForm, call.body ?? {}), call.files);
  }

  function followUp(call: Call): APIMessage {
    const { asked, originalId, messageIds } = redeem(call);
    const form = parseForm(contentForm, call.body ?? {});
    const original = originalId === undefined ? undefined : messages.find(asked.place.id, originalId);
    if (original && isLoading(original)) return answers.edit(asked, original, form, call.files);
    const written = answers.write(asked, form, call.files, original?.message);
    messageIds.add(written.id);
    return written;
  }

  function remove(call: Call): void {
    const { asked, kept } = message(call);
    for (const { id } of kept.message.attachments) attachments.remove(id);
    messages.remove(asked.place.id, kept.message.id);
  }

  const path = '/webhooks/:application/:token';
  const open = { isOpen: true, allowance: ALLOWANCE } as const;
  return [
    { ...open, method: 'POST', path, handle: (call) => ok(followUp(call)) },
    {
      ...open,
      method: 'GET',
      path: `${path}/messages/:message`,
      handle: (call) => ok(messages.present(message(call).kept.message)),
    },
    { ...open, method: 'PATCH', path: `${path}/messages/:message`, handle: (call) => ok(edit(call)) },
    {
      ...open,
      method: 'DELETE',
      path: `${path}/messages/:message`,
      handle: (call) => {
        remove(call);
        return done;
      },
    },
  ];
}

/** A first follow-up straight after a deferred answer fills that answer in. */
const isLoading = ({ message }: Kept): boolean => Boolean((message.flags ?? 0) & MessageFlags.Loading);

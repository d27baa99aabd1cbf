import type { APIMessage, RESTPostAPIInteractionCallbackWithResponseResult } from 'discord-api-types/v10';
import { InteractionResponseType as Callback, InteractionType, MessageFlags } from 'discord-api-types/v10';
import type { Answers } from '#sandbox/discord/answers.ts';
import type { Clock } from '#sandbox/discord/clock.ts';
import type { CallbackForm } from '#sandbox/discord/forms/callback.ts';
import { callbackForm } from '#sandbox/discord/forms/callback.ts';
import { invalidForm, parseForm } from '#sandbox/discord/forms/parse.ts';
import type { Asked, Interactions } from '#sandbox/discord/interactions.ts';
import type { MessageStore } from '#sandbox/discord/messages.ts';
import type { Modals } from '#sandbox/discord/modals.ts';
import type { Answer } from '#sandbox/discord/people.ts';
import type { Call, Reply, Route, Upload } from './call.ts';
import { done, ok } from './call.ts';

type Deps = {
  readonly interactions: Interactions;
  readonly answers: Answers;
  readonly messages: MessageStore;
  readonly modals: Modals;
  readonly clock: Clock;
};

/** What a callback did: how the person sees it, and the message that `@original` means from now on. */
type Outcome = { readonly answer: Answer; readonly message?: APIMessage; readonly showsMessage?: boolean };

const { ApplicationCommand, MessageComponent, ModalSubmit, ApplicationCommandAutocomplete } = InteractionType;

/** The kinds of interaction that each answer is for; those that change a message also need one to change. */
const ANSWERS_TO: Readonly<Record<CallbackForm['type'], readonly InteractionType[]>> = {
  [Callback.ChannelMessageWithSource]: [ApplicationCommand, MessageComponent, ModalSubmit],
  [Callback.DeferredChannelMessageWithSource]: [ApplicationCommand, MessageComponent, ModalSubmit],
  [Callback.DeferredMessageUpdate]: [MessageComponent, ModalSubmit],
  [Callback.UpdateMessage]: [MessageComponent, ModalSubmit],
  [Callback.ApplicationCommandAutocompleteResult]: [ApplicationCommandAutocomplete],
  [Callback.Modal]: [ApplicationCommand, MessageComponent],
};

/** The first answer to an interaction. */
export function callbackRoutes(deps: Deps): Route[] {
  const { interactions, answers, messages, modals, clock } = deps;

  function carryOut(asked: Asked, form: CallbackForm, files: readonly Upload[]): Outcome {
    const afterMs = clock.now() - asked.askedAt;
    switch (form.type) {
      case Callback.ChannelMessageWithSource: {
        const message = answers.write(asked, form.data, files);
        return { ...written(message, afterMs, viewOf(asked, message)), message, showsMessage: true };
      }
      case Callback.DeferredChannelMessageWithSource:
        return { answer: { answer: 'deferred', afterMs }, message: answers.writeLoading(asked, form.data?.flags ?? 0) };
      case Callback.DeferredMessageUpdate:
        return { answer: { answer: 'deferred', afterMs }, ...(asked.source && { message: asked.source }) };
      case Callback.UpdateMessage: {
        const kept = asked.source && messages.find(asked.place.id, asked.source.id);
        const message = kept && answers.edit(asked, kept, form.data ?? {}, files);
        return { answer: { answer: 'updated', afterMs }, ...(message && { message, showsMessage: true }) };
      }
      case Callback.ApplicationCommandAutocompleteResult:
        return { answer: { answer: 'choices', choices: form.data.choices } };
      case Callback.Modal:
        return { answer: modals.show(asked, form.data) };
    }
  }

  const viewOf = (asked: Asked, message: APIMessage) => {
    const kept = messages.find(asked.place.id, message.id);
    return messages.view(kept ?? { message });
  };

  function respond(call: Call): Reply {
    const asked = interactions.claim(call.param('interaction'), call.param('token'));
    const form = parseForm(callbackForm, call.body);
    checkKind(asked, form.type);
    const outcome = carryOut(asked, form, call.files);
    interactions.acknowledge(asked.id, outcome.answer, outcome.message?.id);
    return call.query.get('with_response') === 'true' ? ok(responseOf(asked, form, outcome)) : done;
  }

  return [{ method: 'POST', path: '/interactions/:interaction/:token/callback', isOpen: true, handle: respond }];
}

const written = (message: APIMessage, afterMs: number, view: ReturnType<MessageStore['view']>) => ({
  answer: {
    answer: 'message' as const,
    message: view,
    ephemeral: Boolean((message.flags ?? 0) & MessageFlags.Ephemeral),
    afterMs,
  },
});

function checkKind(asked: Asked, type: CallbackForm['type']): void {
  const changesMessage = type === Callback.UpdateMessage || type === Callback.DeferredMessageUpdate;
  if (ANSWERS_TO[type].includes(asked.type) && (!changesMessage || asked.source)) return;
  throw invalidForm([
    {
      path: ['type'],
      code: 'INTERACTION_INVALID_CALLBACK_TYPE',
      message: `Callback type ${type} cannot answer an interaction of type ${asked.type}.`,
    },
  ]);
}

function responseOf(asked: Asked, { type }: CallbackForm, { message, showsMessage }: Outcome) {
  const flags = message?.flags ?? 0;
  const response: RESTPostAPIInteractionCallbackWithResponseResult = {
    interaction: {
      id: asked.id,
      type: asked.type,
      ...(message && {
        response_message_id: message.id,
        response_message_loading: Boolean(flags & MessageFlags.Loading),
        response_message_ephemeral: Boolean(flags & MessageFlags.Ephemeral),
      }),
    },
    resource: { type, ...(showsMessage && message && { message }) },
  };
  return response;
}

import { InteractionResponseType as Type } from 'discord-api-types/v10';
import * as z from 'zod';
import { contentForm } from './message.ts';
import { modalForm } from './modal.ts';

/** Suggestions that autocomplete may answer with. */
const CHOICES_MAX = 25;

const choice = z.object({
  name: z.string().min(1).max(100),
  value: z.union([z.string().max(100), z.number()]),
});

/** The first answer to an interaction. */
export const callbackForm = z.discriminatedUnion('type', [
  z.object({ type: z.literal(Type.ChannelMessageWithSource), data: contentForm }),
  z.object({
    type: z.literal(Type.DeferredChannelMessageWithSource),
    data: z.object({ flags: z.int().min(0).nullish() }).nullish(),
  }),
  z.object({ type: z.literal(Type.DeferredMessageUpdate) }),
  z.object({ type: z.literal(Type.UpdateMessage), data: contentForm.nullish() }),
  z.object({
    type: z.literal(Type.ApplicationCommandAutocompleteResult),
    data: z.object({ choices: z.array(choice).max(CHOICES_MAX) }),
  }),
  z.object({ type: z.literal(Type.Modal), data: modalForm }),
]);

export type CallbackForm = z.output<typeof callbackForm>;

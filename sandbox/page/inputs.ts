import * as z from 'zod';
import type { Outage, ProviderSettings } from './protocol.ts';

const id = z.string().regex(/^\d{1,20}$/);
const jsonValue = z.union([z.string().max(6000), z.number(), z.boolean()]);

/** Most options that Discord lets one command have. */
const OPTIONS_MAX = 25;

/** Five components of a modal, of which a select may give 25 values. */
const FIELDS_MAX = 125;

const options = z.array(z.strictObject({ name: z.string().min(1).max(32), value: jsonValue })).max(OPTIONS_MAX);
const place = { personId: id, channelId: id };
/** One to three words: a command, its group, its subcommand. */
const command = z.string().regex(/^\S{1,32}( \S{1,32}){0,2}$/u);

export const commandInput = z.strictObject({ ...place, command, options });

export const autocompleteInput = z.strictObject({ ...place, command, options, focused: z.string().min(1).max(32) });

/** The name of a command in a message's menu may hold spaces. */
export const menuInput = z.strictObject({ ...place, command: z.string().min(1).max(32), messageId: id });

export const componentInput = z
  .strictObject({
    ...place,
    messageId: id,
    customId: z.string().min(1).max(100),
    values: z.array(z.string().max(100)).max(25).optional(),
  })
  .transform(({ values, ...input }) => (values === undefined ? input : { ...input, values }));

const modalField = z.strictObject({ customId: z.string().min(1).max(100), value: z.string().max(4000) });

export const modalInput = z.strictObject({ ...place, interactionId: id, fields: z.array(modalField).max(FIELDS_MAX) });

/** Upload names end in URLs and file names: no separators, no control characters. */
export const uploadQuery = z.object({ name: z.string().regex(/^[^/\\\p{Cc}]{1,255}$/u) });

const provider = z.enum(['modelslab', 'apimart', 'eachlabs']);

export const jobParams = z.object({
  provider,
  id: z.string().min(1).max(100),
  action: z.enum(['finish', 'fail', 'call-back-again', 'call-back-twice', 'lose-callback', 'slow-down']),
});

const OUTAGES = [
  'no',
  'refuses',
  'reset',
  'hang',
  'bad_gateway',
  'unavailable',
  'lose_answer',
  'bad_gateway_after',
] as const satisfies readonly Outage[];

export const outageInput = z.strictObject({ outage: z.enum(OUTAGES) });

export const channelParams = z.object({ id, action: z.enum(['close', 'open']) });

export const settingsParams = z.object({ provider });

/** Longest generation that the panel offers, in milliseconds: a person is watching. */
export const GENERATION_MAX_MS = 120_000;

export const settingsInput = z
  .strictObject({
    rejectKey: z.boolean(),
    outOfCredit: z.boolean(),
    down: z.enum(['no', 'refuses', 'unavailable']),
    generationMs: z.int().min(0).max(GENERATION_MAX_MS),
  })
  .partial()
  .transform(
    (change): Partial<ProviderSettings> =>
      Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
  );

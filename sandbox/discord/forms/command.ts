import { ApplicationCommandType, ApplicationIntegrationType, InteractionContextType } from 'discord-api-types/v10';
import * as z from 'zod';
import { commandOptions, localizations, slashName } from './command-options.ts';
import { fault } from './parse.ts';

/** Characters of all names, descriptions and values of one command together. */
const COMMAND_MAX_CHARACTERS = 8000;

const shared = {
  name_localizations: localizations,
  default_member_permissions: z.string().regex(/^\d+$/).nullable().exactOptional(),
  dm_permission: z.boolean().exactOptional(),
  nsfw: z.boolean().exactOptional(),
  integration_types: z.array(z.enum(ApplicationIntegrationType)).min(1).exactOptional(),
  contexts: z.array(z.enum(InteractionContextType)).nullable().exactOptional(),
};

const slash = z
  .object({
    ...shared,
    type: z.literal(ApplicationCommandType.ChatInput),
    name: slashName,
    description: z.string().min(1).max(100),
    description_localizations: localizations,
    options: commandOptions.exactOptional(),
  })
  .refine(
    (command) => textLength(command) <= COMMAND_MAX_CHARACTERS,
    fault('APPLICATION_COMMAND_TOO_LARGE', 'Command exceeds maximum size (8000)'),
  );

const menu = <T extends ApplicationCommandType.User | ApplicationCommandType.Message>(type: T) =>
  z.object({
    ...shared,
    type: z.literal(type),
    name: z.string().trim().min(1).max(32),
    description: z.literal('').default(''),
  });

const withType = (body: unknown) =>
  typeof body === 'object' && body !== null && !('type' in body)
    ? { ...body, type: ApplicationCommandType.ChatInput }
    : body;

/** One command as it is created or replaced. Slash commands need not name their type. */
export const commandForm = z.preprocess(
  withType,
  z.discriminatedUnion('type', [slash, menu(ApplicationCommandType.User), menu(ApplicationCommandType.Message)]),
);

export const commandListForm = z.array(commandForm);

export type CommandForm = z.output<typeof commandForm>;

const COUNTED_KEYS = ['name', 'description', 'value'];

function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, part) => sum + textLength(part), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, part]) =>
      sum + (COUNTED_KEYS.includes(key) && typeof part === 'string' ? part.length : textLength(part)),
    0,
  );
}

import { AllowedMentionsTypes, MessageReferenceType } from 'discord-api-types/v10';
import * as z from 'zod';
import { componentsForm } from './components.ts';
import { snowflake } from './controls.ts';
import { embedsForm } from './embed.ts';
import { fault } from './parse.ts';

/** Longest nonce, in characters. */
const NONCE_MAX_CHARACTERS = 25;

const mentions = z
  .object({
    parse: z.array(z.enum(AllowedMentionsTypes)).nullish(),
    users: z.array(snowflake).max(100).nullish(),
    roles: z.array(snowflake).max(100).nullish(),
    replied_user: z.boolean().nullish(),
  })
  .refine(
    ({ parse, users, roles }) =>
      !(parse?.includes(AllowedMentionsTypes.User) && users?.length) &&
      !(parse?.includes(AllowedMentionsTypes.Role) && roles?.length),
    fault('MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', 'parse and an explicit list of the same kind are exclusive'),
  );

const attachmentForm = z.object({
  /** Number of an uploaded file, or the id of an attachment that an edit keeps. */
  id: z.union([z.int().min(0), z.string()]).transform(String),
  filename: z.string().max(260).nullish(),
  title: z.string().max(1024).nullish(),
  description: z.string().max(1024).nullish(),
});

/** The fields that every kind of message has in common: posted, answered, followed up, edited. */
export const contentForm = z.object({
  content: z.string().max(2000).nullish(),
  embeds: embedsForm.nullish(),
  components: componentsForm.nullish(),
  attachments: z.array(attachmentForm).nullish(),
  allowed_mentions: mentions.nullish(),
  flags: z.int().min(0).nullish(),
});

export const messageForm = contentForm.extend({
  nonce: z.union([z.int(), z.string().max(NONCE_MAX_CHARACTERS)]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  message_reference: z
    .object({
      type: z.literal(MessageReferenceType.Default).nullish(),
      message_id: snowflake,
      channel_id: snowflake.nullish(),
      guild_id: snowflake.nullish(),
      fail_if_not_exists: z.boolean().nullish(),
    })
    .nullish(),
});

export type ContentForm = z.output<typeof contentForm>;
export type MessageForm = z.output<typeof messageForm>;
export type AttachmentForm = z.output<typeof attachmentForm>;
export type AllowedMentions = z.output<typeof mentions>;

import type { APIEmbed } from 'discord-api-types/v10';
import { EmbedType } from 'discord-api-types/v10';
import * as z from 'zod';
import { fault } from './parse.ts';

const link = z
  .string()
  .max(2048)
  .regex(/^(https?|attachment):\/\//);

const field = z.object({
  name: z.string().min(1).max(256),
  value: z.string().min(1).max(1024),
  inline: z.boolean().exactOptional(),
});

const embedForm = z
  .object({
    title: z.string().max(256).exactOptional(),
    description: z.string().max(4096).exactOptional(),
    url: link.exactOptional(),
    timestamp: z.iso.datetime({ offset: true }).exactOptional(),
    color: z.int().min(0).max(0xffffff).exactOptional(),
    footer: z.object({ text: z.string().min(1).max(2048), icon_url: link.exactOptional() }).exactOptional(),
    image: z.object({ url: link }).exactOptional(),
    thumbnail: z.object({ url: link }).exactOptional(),
    author: z
      .object({ name: z.string().min(1).max(256), url: link.exactOptional(), icon_url: link.exactOptional() })
      .exactOptional(),
    fields: z.array(field).max(25).exactOptional(),
  })
  .transform((embed): APIEmbed => ({ ...embed, type: EmbedType.Rich }));

/** Characters in all the embeds of one message together. */
const EMBED_TEXT_MAX_CHARACTERS = 6000;

export const embedsForm = z
  .array(embedForm)
  .max(10)
  .refine(
    (embeds) => embeds.reduce((sum, embed) => sum + textLength(embed), 0) <= EMBED_TEXT_MAX_CHARACTERS,
    fault('MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000'),
  );

const textLength = ({ title, description, footer, author, fields = [] }: APIEmbed): number =>
  [title, description, footer?.text, author?.name, ...fields.flatMap(({ name, value }) => [name, value])].reduce(
    (sum, text) => sum + (text?.length ?? 0),
    0,
  );

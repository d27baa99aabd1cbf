import type { APIAttachment, APIEmbed } from 'discord-api-types/v10';
import { RESTJSONErrorCodes } from 'discord-api-types/v10';
import type { AttachmentStore } from './attachments.ts';
import { ATTACHMENT_MAX_BYTES } from './attachments.ts';
import { Refusal, refusals } from './errors.ts';
import type { AttachmentForm } from './forms/message.ts';
import { invalidForm } from './forms/parse.ts';
import type { Upload } from './rest/call.ts';

/** Files in one message. */
const ATTACHMENTS_MAX = 10;

type Request = {
  readonly files: readonly Upload[];
  /** What the message shall have: new files by their number, those to keep by their id. Without it, all there is. */
  readonly listed: readonly AttachmentForm[] | null | undefined;
  readonly old: readonly APIAttachment[];
  readonly channelId: string;
};

/** The attachments of a message that is made or edited. New files are kept only when none is refused. */
export function attach(store: AttachmentStore, { files, listed, old, channelId }: Request): APIAttachment[] {
  const everything = [...old.map(({ id }) => id), ...files.map(({ number }) => number)];
  const wanted: readonly AttachmentForm[] = listed ?? everything.map((id) => ({ id }));
  checkSizes(files, wanted.length);
  const found = wanted.map((entry, at) => ({ entry, source: sourceOf(entry, files, old, at) }));
  return found.map(({ entry, source }) => {
    if ('url' in source) return source;
    const { filename, title, description } = entry;
    const named = { ...(title && { title }), ...(description && { description }) };
    return store.keep({ ...source, name: filename ?? source.name, ...named }, { channelId });
  });
}

function checkSizes(files: readonly Upload[], count: number): void {
  if (count > ATTACHMENTS_MAX) {
    const code = RESTJSONErrorCodes.MaximumNumberOfAttachmentsInAMessageReached;
    throw new Refusal(400, code, `Maximum number of attachments in a message reached (${ATTACHMENTS_MAX})`);
  }
  if (files.some(({ bytes }) => bytes.byteLength > ATTACHMENT_MAX_BYTES)) throw refusals.tooLarge();
}

function sourceOf({ id }: AttachmentForm, files: readonly Upload[], old: readonly APIAttachment[], at: number) {
  const source = files.find(({ number }) => number === id) ?? old.find((attachment) => attachment.id === id);
  if (source) return source;
  const code = 'ATTACHMENT_NOT_FOUND';
  throw invalidForm([{ path: ['attachments', at, 'id'], code, message: 'Attachment data not found' }]);
}

/** A picture that an embed shows by `attachment://name` gets its address and leaves the list of attachments. */
export function shownIn(embeds: readonly APIEmbed[], kept: readonly APIAttachment[]) {
  const used = new Set<string>();
  const resolve = <Media extends { url: string }>(media: Media): Media => {
    const file = kept.find(({ filename }) => media.url === `attachment://${filename}`);
    if (!file) return media;
    used.add(file.id);
    return { ...media, url: file.url, proxy_url: file.proxy_url };
  };
  const shown = embeds.map((embed) => ({
    ...embed,
    ...(embed.image && { image: resolve(embed.image) }),
    ...(embed.thumbnail && { thumbnail: resolve(embed.thumbnail) }),
  }));
  return { embeds: shown, attachments: kept.filter(({ id }) => !used.has(id)) };
}

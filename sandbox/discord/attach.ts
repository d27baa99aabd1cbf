import type { APIAttachment, APIEmbed } from 'discord-api-types/v10';
import { RESTJSONErrorCodes } from 'discord-api-types/v10';
import type { AttachmentStore } from './attachments.ts';
import { Refusal, refusals } from './errors.ts';
import type { AttachmentForm } from './forms/message.ts';
import { invalidForm } from './forms/parse.ts';
import type { Upload } from './rest/call.ts';

/** Files in one message. */
const ATTACHMENTS_MAX = 10;

type Request = {
  readonly files: readonly Upload[];
  /**
   * What is said of new files, by their number, and which old ones stay, by their id; without it all of them do. New
   * files come into the message whether they are listed or not.
   */
  readonly listed: readonly AttachmentForm[] | null | undefined;
  readonly old: readonly APIAttachment[];
  readonly channelId: string;
  /** Largest single file. */
  readonly maxBytes: number;
};

/** The attachments of a message that is made or edited. New files are kept only when none is refused. */
export function attach(store: AttachmentStore, { files, listed, old, channelId, maxBytes }: Request): APIAttachment[] {
  const said: readonly AttachmentForm[] = listed ?? old.map(({ id }) => ({ id }));
  const unsaid = files.filter(({ number }) => !said.some(({ id }) => id === number));
  const wanted: readonly AttachmentForm[] = [...said, ...unsaid.map(({ number }) => ({ id: number }))];
  checkSizes(files, wanted.length, maxBytes);
  const found = wanted.map((entry, at) => ({ entry, source: sourceOf(entry, files, old, at) }));
  return found.map(({ entry, source }) => {
    if ('url' in source) return source;
    const { filename, title, description } = entry;
    const named = { ...(title && { title }), ...(description && { description }) };
    return store.keep({ ...source, name: filename ?? source.name, ...named }, { channelId });
  });
}

function checkSizes(files: readonly Upload[], count: number, maxBytes: number): void {
  if (count > ATTACHMENTS_MAX) {
    const code = RESTJSONErrorCodes.MaximumNumberOfAttachmentsInAMessageReached;
    throw new Refusal(400, code, `Maximum number of attachments in a message reached (${ATTACHMENTS_MAX})`);
  }
  if (files.some(({ bytes }) => bytes.byteLength > maxBytes)) throw refusals.tooLarge();
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

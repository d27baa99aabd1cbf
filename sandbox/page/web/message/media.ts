import type { APIAttachment } from 'discord-api-types/v10';
import { ComponentType } from 'discord-api-types/v10';
import type { MessageView } from '#sandbox/page/protocol.ts';

const ATTACHMENT_SCHEME = 'attachment://';

/** The address behind a media reference, which may name one of the message's own attachments. */
export function resolveMedia(url: string, message: MessageView): string {
  if (!url.startsWith(ATTACHMENT_SCHEME)) return url;
  const filename = url.slice(ATTACHMENT_SCHEME.length);
  return message.attachments.find((file) => file.filename === filename)?.url ?? '';
}

/** The attachments that stand below a message: not those that its embeds show already. */
export function looseAttachments(message: MessageView): readonly APIAttachment[] {
  const used = new Set(
    message.embeds
      .flatMap(({ image, thumbnail }) => [image?.url, thumbnail?.url])
      .map((url) => url && resolveMedia(url, message)),
  );
  return message.attachments.filter(({ url }) => !used.has(url));
}

export type MediaKind = 'image' | 'video' | 'audio' | 'file';

export function mediaKind({ content_type, filename }: Pick<APIAttachment, 'content_type' | 'filename'>): MediaKind {
  const kind = (content_type ?? '').split('/')[0];
  if (kind === 'image' || kind === 'video' || kind === 'audio') return kind;
  return /\.(png|jpe?g|webp|gif)$/i.test(filename) ? 'image' : 'file';
}

export const isSpoiler = ({ filename }: Pick<APIAttachment, 'filename'>): boolean => filename.startsWith('SPOILER_');

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const kilo = bytes / 1024;
  return kilo < 1024 ? `${kilo.toFixed(kilo < 10 ? 1 : 0)} KB` : `${(kilo / 1024).toFixed(1)} MB`;
}

/** One line that stands for a message, where another one replies to it. */
export function gistOf(message: MessageView): string {
  const embed = message.embeds[0];
  const text =
    message.content || embed?.title || embed?.description || textIn(message.components) || 'Click to see the message';
  const line = text.split('\n').find((one) => one.trim()) ?? text;
  return line.replace(/^(?:#{1,3} |-# |>{1,3} |[-*] )+/, '');
}

type Part = NonNullable<MessageView['components']>[number];

function textIn(components: readonly Part[] = []): string | undefined {
  for (const part of components) {
    if (part.type === ComponentType.TextDisplay) return part.content;
    if (part.type === ComponentType.Section) return part.components[0]?.content;
    const inner = part.type === ComponentType.Container ? textIn(part.components) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

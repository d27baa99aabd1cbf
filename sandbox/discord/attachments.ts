import type { APIAttachment } from 'discord-api-types/v10';
import { mediaSize } from './media-size.ts';
import { timeOf } from './snowflakes.ts';

/** Largest single file without boosts or Nitro: 10 MiB. */
export const ATTACHMENT_MAX_BYTES = 10_485_760;

/** A day: how long Discord's signed links hold. */
const LINK_LIFE_S = 86_400;

export type NewFile = {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly title?: string;
  readonly description?: string;
};

export type AttachmentStore = {
  /** Keeps a file of a message (`channelId`), or one that came with an option (`ephemeral`, under the application). */
  readonly keep: (file: NewFile, home: { readonly channelId: string; readonly ephemeral?: boolean }) => APIAttachment;
  readonly find: (id: string) => APIAttachment | undefined;
  readonly bytes: (id: string) => { readonly bytes: Uint8Array; readonly contentType: string } | undefined;
  readonly bytesBehind: (url: string) => Uint8Array | undefined;
  readonly remove: (id: string) => void;
};

export function createAttachments(deps: {
  readonly nextId: () => string;
  /** Under which `attachments/…` is served. */
  readonly baseUrl: () => string;
}): AttachmentStore {
  const kept = new Map<string, { attachment: APIAttachment; bytes: Uint8Array; contentType: string }>();
  const address = (channelId: string, id: string, filename: string): string =>
    `${deps.baseUrl()}/attachments/${channelId}/${id}/${filename}?${signature(id)}`;

  return {
    keep: ({ name, contentType, bytes, title, description }, { channelId, ephemeral }) => {
      const id = deps.nextId();
      const filename = cleanName(name);
      const url = address(channelId, id, filename);
      const attachment: APIAttachment = {
        id,
        filename,
        size: bytes.byteLength,
        url,
        proxy_url: url,
        content_type: contentType,
        ...(title && { title }),
        ...(description && { description }),
        ...(ephemeral && { ephemeral }),
        ...mediaSize(bytes),
      };
      kept.set(id, { attachment, bytes, contentType });
      return attachment;
    },
    find: (id) => kept.get(id)?.attachment,
    bytes: (id) => kept.get(id),
    bytesBehind: (url) => kept.get(/\/attachments\/\d+\/(\d+)\//.exec(url)?.[1] ?? '')?.bytes,
    remove: (id) => {
      kept.delete(id);
    },
  };
}

/** As Discord stores names: whatever is not a letter, digit, dot, dash or underscore becomes an underscore. */
const cleanName = (name: string): string => name.replaceAll(/[^\w.-]+/g, '_') || 'unknown';

/** The look of a signed link. It is not checked when the file is fetched. */
function signature(id: string): string {
  const issued = Math.floor(timeOf(id) / 1000);
  const hex = (value: number | bigint) => value.toString(16);
  return `ex=${hex(issued + LINK_LIFE_S)}&is=${hex(issued)}&hm=${hex(BigInt(id)).padStart(64, '0')}`;
}

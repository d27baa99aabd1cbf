import { fileTypeFromBuffer, fileTypeFromFile } from 'file-type';
import type { Part } from './part.ts';

export type MediaType = { readonly mediaType: string; readonly extension: string };

const UNKNOWN: MediaType = { mediaType: 'application/octet-stream', extension: 'bin' };

/** What a generation can be. Anything else, a program above all, goes out as nameless bytes. */
const MEDIA = /^(image|video|audio|model)\/|^application\/(zip|ogg)$/;

/** A control character that no text has but every media format does within its first kilobytes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\x00-\x08\x0e-\x1a\x1c-\x1f]/;

const BASE64_HEAD = /^\s*(?:data:[\w./+-]+;base64,)?(?<digits>[A-Za-z0-9+/\s]+={0,2}\s*)$/;

/** How much of a file tells text from media. */
const HEAD_BYTES = 4096;

/**
 * What kind of thing a file is. `base64`: ASCII base64 of a media file; one provider's network serves images like that.
 * `text`: a page or a message, what servers send instead of a file. Empty counts as text.
 */
export async function recognise({ handle }: Part): Promise<'media' | 'base64' | 'text'> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  const head = buffer.subarray(0, bytesRead).toString('latin1');
  if (CONTROL.test(head)) return 'media';
  const digits = BASE64_HEAD.exec(head)?.groups?.digits;
  if (digits === undefined) return 'text';
  const found = await fileTypeFromBuffer(Buffer.from(digits, 'base64')).catch(() => undefined);
  return found && MEDIA.test(found.mime) ? 'base64' : 'text';
}

/** Type by content alone; names and headers are known to lie. */
export async function mediaTypeOf(path: string): Promise<MediaType> {
  const found = await fileTypeFromFile(path).catch(() => undefined);
  return found && MEDIA.test(found.mime) ? { mediaType: found.mime, extension: found.ext } : UNKNOWN;
}

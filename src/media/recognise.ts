import { fileTypeFromBuffer, fileTypeFromFile } from 'file-type';
import type { MediaType } from './media-type.ts';
import { binaryModelTypeOf, textModelTypeOf } from './model-type.ts';
import type { Part } from './part.ts';
import { textTypeOf } from './text-type.ts';

/** `base64`: ASCII base64 of a media file. `page`: a page or a message, what servers send instead of a file. */
export type Recognised = MediaType | 'base64' | 'page';

const UNKNOWN: MediaType = { mediaType: 'application/octet-stream', extension: 'bin' };

/** The library walks through a PNG's chunks and gives up on a broken one; viewers show what they can of it. */
const PNG_SIGNATURE = '\x89PNG\r\n\x1a\n';
const PNG: MediaType = { mediaType: 'image/png', extension: 'png' };

/** What a generation can be. Anything else, a program above all, goes out as nameless bytes. */
const MEDIA = /^(image|video|audio|model)\/|^application\/(zip|ogg)$/;

/** A control character that no text has but every media format does within its first kilobytes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\x00-\x08\x0e-\x1a\x1c-\x1f]/;

const BASE64_HEAD = /^\s*(?:data:[\w./+-]+;base64,)?(?<digits>[A-Za-z0-9+/\s]+={0,2}\s*)$/;

/** How much of a file tells text from media. */
const HEAD_BYTES = 4096;

/** The name that players and services know the container by, where it is not the format's own. */
const EXTENSIONS: ReadonlyMap<string, string> = new Map([['opus', 'ogg']]);

/**
 * What a file is, by content alone; names and headers are known to lie. Empty counts as a page, and so does text unless
 * `text` is wanted: then it is refused only when it is markup. One provider's network serves images as base64.
 */
export async function recognise(part: Part, { text = false } = {}): Promise<Recognised> {
  const { buffer, bytesRead } = await part.handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  const head = buffer.toString('latin1', 0, bytesRead);
  const model = textModelTypeOf(head);
  if (model) return model;
  if (CONTROL.test(head)) {
    const known = (await mediaTypeOf(part.path)) ?? (await binaryModelTypeOf(part));
    return known ?? (head.startsWith(PNG_SIGNATURE) ? PNG : UNKNOWN);
  }
  if (await isBase64(head)) return 'base64';
  return (text && (await textTypeOf(part))) || 'page';
}

async function isBase64(head: string): Promise<boolean> {
  const digits = BASE64_HEAD.exec(head)?.groups?.digits;
  if (digits === undefined) return false;
  const found = await fileTypeFromBuffer(Buffer.from(digits, 'base64')).catch(() => undefined);
  return found !== undefined && MEDIA.test(found.mime);
}

async function mediaTypeOf(path: string): Promise<MediaType | undefined> {
  const found = await fileTypeFromFile(path).catch(() => undefined);
  if (!found || !MEDIA.test(found.mime)) return undefined;
  // The codec after the semicolon is a detail that no reader of ours asks for.
  const [mediaType = found.mime] = found.mime.split(';');
  return { mediaType, extension: EXTENSIONS.get(found.ext) ?? found.ext };
}

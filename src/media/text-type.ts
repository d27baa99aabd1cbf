import type { MediaType } from './media-type.ts';
import type { Part } from './part.ts';

const TEXT: MediaType = { mediaType: 'text/plain', extension: 'txt' };
const JSON_TEXT: MediaType = { mediaType: 'application/json', extension: 'json' };

/** Hours of speech with a time for every word stay below. */
const TEXT_MAX_BYTES = 16 * 1024 * 1024;

/** How pages, drawings and storage services' error messages begin, and no transcript. */
const MARKUP = /^\s*<[!?/a-z]/i;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\x00-\x08\x0e-\x1a\x1c-\x1f]/;

/** Plain text in UTF-8, or JSON; undefined when it is markup, nothing at all, or no text throughout. */
export async function textTypeOf({ handle }: Part): Promise<MediaType | undefined> {
  const { size } = await handle.stat();
  if (size > TEXT_MAX_BYTES) return undefined;
  const { buffer } = await handle.read(Buffer.alloc(size), 0, size, 0);
  const text = decode(buffer);
  if (text === undefined || text.trim() === '' || CONTROL.test(text) || MARKUP.test(text)) return undefined;
  return isJson(text) ? JSON_TEXT : TEXT;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** An object or a list: a bare word or number is text like any other. */
function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

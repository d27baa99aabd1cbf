import { Unfetchable } from './unfetchable.ts';

const PREFIX = /^\s*data:[^,]*,/;
const DIGITS = /^[A-Za-z0-9+/]*={0,2}$/;

/** Decodes a stream of ASCII base64, with or without a `data:` prefix and line breaks. Throws `Unfetchable` on anything else. */
export async function* decodeBase64(text: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: string | undefined;
  for await (const chunk of text) {
    const piece = Buffer.from(chunk).toString('latin1');
    // The prefix is some tens of characters, and the first chunk of a file is kilobytes.
    const digits = (rest ?? '') + (rest === undefined ? piece.replace(PREFIX, '') : piece).replace(/\s/g, '');
    const whole = digits.length - (digits.length % 4);
    yield decode(digits.slice(0, whole));
    rest = digits.slice(whole);
  }
  yield decode(rest ?? '');
}

function decode(digits: string): Uint8Array {
  if (!DIGITS.test(digits)) throw new Unfetchable('later', 'text instead of a media file');
  return Buffer.from(digits, 'base64');
}

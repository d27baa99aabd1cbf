import type { StoredFile } from '#domain/artifact.ts';
import { ATTACHMENTS_MAX, REQUEST_MAX_BYTES } from './limits.ts';

/** A smaller version of a file, of at most so many bytes; undefined when there is none to be had. */
export type Shrink = (file: StoredFile, maxBytes: number) => Promise<StoredFile | undefined>;

/** What a message does with one of its files. */
export type Fitted =
  | { readonly outcome: 'attached'; readonly file: StoredFile }
  | { readonly outcome: 'shrunk'; readonly file: StoredFile; readonly rendition: StoredFile }
  /** `too_large`: for any message there. `no_room`: beside the others. */
  | { readonly outcome: 'too_large' | 'no_room'; readonly file: StoredFile };

/** The message's own words and the form around the files. */
const ROOM_FOR_WORDS_BYTES = 64 * 1024;

/**
 * What one message does with each file, in their order: no file above the limit there, all together within a request.
 * What fits goes as it is. What does not gets an even share of the room that is left then, in a smaller version.
 */
export async function fitFiles(files: readonly StoredFile[], limitBytes: number, shrink: Shrink): Promise<Fitted[]> {
  let room = Math.max(REQUEST_MAX_BYTES, limitBytes) - ROOM_FOR_WORDS_BYTES;
  let places = ATTACHMENTS_MAX;
  const take = (bytes: number) => {
    room -= bytes;
    places -= 1;
  };
  const fitted: Fitted[] = files.map((file) => {
    if (file.bytes > limitBytes) return { outcome: 'too_large', file };
    if (places === 0 || file.bytes > room) return { outcome: 'no_room', file };
    take(file.bytes);
    return { outcome: 'attached', file };
  });

  let left = fitted.filter(({ outcome }) => outcome !== 'attached').length;
  for (const [at, { outcome, file }] of fitted.entries()) {
    if (outcome === 'attached') continue;
    const maxBytes = Math.min(limitBytes, Math.floor(room / Math.min(left, places)));
    left -= 1;
    if (places === 0 || maxBytes <= 0) continue;
    const rendition = await shrink(file, maxBytes);
    if (!rendition || rendition.bytes > maxBytes) continue;
    take(rendition.bytes);
    fitted[at] = { outcome: 'shrunk', file, rendition };
  }
  return fitted;
}

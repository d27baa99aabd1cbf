import type { StoredFile } from '#domain/artifact.ts';
import { ATTACHMENTS_MAX, REQUEST_MAX_BYTES } from './limits.ts';

/** The message's own words and the form around the files. */
const ROOM_FOR_WORDS_BYTES = 64 * 1024;

/** The files that one message can carry, in their order: each within the limit there, all together within a request. */
export function fitting(files: readonly StoredFile[], limitBytes: number): readonly StoredFile[] {
  let room = Math.max(REQUEST_MAX_BYTES, limitBytes) - ROOM_FOR_WORDS_BYTES;
  const chosen: StoredFile[] = [];
  for (const file of files) {
    if (chosen.length === ATTACHMENTS_MAX || file.bytes > limitBytes || file.bytes > room) continue;
    chosen.push(file);
    room -= file.bytes;
  }
  return chosen;
}

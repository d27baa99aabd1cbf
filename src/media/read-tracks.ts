import type { FileHandle } from 'node:fs/promises';
import {
  ADTS,
  CustomSource,
  FLAC,
  Input,
  Logging,
  LogLevel,
  MATROSKA,
  MP3,
  MP4,
  MPEG_TS,
  OGG,
  QTFF,
  WAVE,
  WEBM,
} from 'mediabunny';
import type { Measured } from './measures.ts';
import { lengthOf, sizeOf } from './measures.ts';
import type { MediaType } from './media-type.ts';

/** Containers that are one file. Playlists are left out: they name further addresses, and those would be a stranger's. */
const FORMATS = [MP4, QTFF, MATROSKA, WEBM, MP3, WAVE, OGG, FLAC, ADTS, MPEG_TS];

/** Recorders in browsers and phones write a video's mark before a sound, too. */
const SOUND_OF: ReadonlyMap<string, MediaType> = new Map([
  ['video/mp4', { mediaType: 'audio/mp4', extension: 'm4a' }],
  ['video/webm', { mediaType: 'audio/webm', extension: 'webm' }],
]);

// What it makes of a stranger's broken file is nothing for our log.
Logging.level = LogLevel.Silent;

/**
 * A video container that holds sound alone is a sound. Throws for what it cannot read, and may not come to an end on a
 * broken file: see measure.ts.
 */
export async function readTracks(handle: FileHandle, type: MediaType): Promise<Measured> {
  const input = new Input({ formats: FORMATS, source: sourceOf(handle) });
  try {
    const [video, sound] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
    if (!video && !sound) return type;
    const seconds = lengthOf(await durationOf(input, type));
    if (!video) return { ...(SOUND_OF.get(type.mediaType) ?? type), ...seconds };
    if (!type.mediaType.startsWith('video/')) return { ...type, ...seconds };
    return { ...type, ...sizeOf(await video.getDisplayWidth(), await video.getDisplayHeight()), ...seconds };
  } finally {
    input.dispose();
  }
}

/** What the file says of itself, where that can be relied on: an MP3 without an index only lets one guess. */
async function durationOf(input: Input, { mediaType }: MediaType): Promise<number> {
  const told = mediaType === 'audio/mpeg' ? null : await input.getDurationFromMetadata();
  if (told !== null && told > 0) return told;
  // Some recordings begin at another time than zero.
  return (await input.computeDuration()) - Math.max(0, await input.getFirstTimestamp());
}

function sourceOf(handle: FileHandle): CustomSource {
  return new CustomSource({
    getSize: async () => (await handle.stat()).size,
    read: async (start, end) => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
      return buffer.subarray(0, bytesRead);
    },
    handleUnhandledError: () => {},
  });
}

import type { Submission } from '#domain/ports/provider.ts';
import { failed } from '#domain/settlement.ts';

/** What a sound of each format begins with: RIFF, Ogg, FLAC, MPEG with and without a tag, ADTS. */
const BEGINNINGS: readonly (readonly [start: string, mediaType: string])[] = [
  ['RIFF', 'audio/wav'],
  ['OggS', 'audio/ogg'],
  ['fLaC', 'audio/flac'],
  ['ID3', 'audio/mpeg'],
  ['\xff\xfb', 'audio/mpeg'],
  ['\xff\xf3', 'audio/mpeg'],
  ['\xff\xf1', 'audio/aac'],
];

/**
 * Speech is no task: the sound itself is the answer. Undefined when it is no sound, such as a gateway's page under HTTP
 * 200; an answer without a byte is a success without a file.
 */
export function readSpeech(bytes: Uint8Array): Submission | undefined {
  if (bytes.byteLength === 0) return { outcome: 'settled', settlement: failed('empty_result') };
  const sound = Buffer.from(bytes);
  const mediaType = BEGINNINGS.find(([start]) => sound.toString('latin1', 0, start.length) === start)?.[1];
  if (mediaType === undefined) return undefined;
  const url = `data:${mediaType};base64,${sound.toString('base64')}`;
  return { outcome: 'settled', settlement: { outcome: 'succeeded', sources: [{ urls: [url] }] } };
}

export type MediaKind = 'image' | 'audio' | 'video';

const startsWith = (bytes: Uint8Array, ascii: string, at = 0): boolean =>
  Buffer.from(bytes.subarray(at, at + ascii.length)).toString('latin1') === ascii;

/** What a file is, by its first bytes; undefined for none of the kinds that services take. */
export function mediaKindOf(bytes: Uint8Array): MediaKind | undefined {
  if (startsWith(bytes, '\x89PNG') || startsWith(bytes, '\xff\xd8\xff') || startsWith(bytes, 'GIF8')) return 'image';
  if (startsWith(bytes, 'RIFF')) return startsWith(bytes, 'WEBP', 8) ? 'image' : 'audio';
  if (startsWith(bytes, 'ID3') || startsWith(bytes, 'OggS') || startsWith(bytes, 'fLaC')) return 'audio';
  if (startsWith(bytes, 'ftyp', 4)) return startsWith(bytes, 'M4A', 8) ? 'audio' : 'video';
  if (startsWith(bytes, '\x1aE\xdf\xa3')) return 'video';
  // An MPEG audio frame begins with eleven set bits.
  return bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0 ? 'audio' : undefined;
}

/** Of a picture or a film, in pixels. */
type Size = { readonly width: number; readonly height: number };

/** The size that Discord tells of an attachment; nothing for what is neither a picture nor a film that it knows. */
export function mediaSize(bytes: Uint8Array): Size | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    for (const read of [readPng, readGif, readWebp, readJpeg, readMp4]) {
      const size = read(file);
      if (size) return size;
    }
  } catch {
    // It ends before it has told its size.
  }
  return undefined;
}

const begins = (file: Buffer, text: string, at = 0): boolean => file.toString('latin1', at, at + text.length) === text;

/** The header chunk comes first. */
const readPng = (file: Buffer): Size | undefined =>
  begins(file, '\x89PNG\r\n\x1a\n') ? { width: file.readUInt32BE(16), height: file.readUInt32BE(20) } : undefined;

const readGif = (file: Buffer): Size | undefined =>
  begins(file, 'GIF8') ? { width: file.readUInt16LE(6), height: file.readUInt16LE(8) } : undefined;

/** Lossy, lossless, or with an extended header: each has a place and a width of its own for the two numbers. */
function readWebp(file: Buffer): Size | undefined {
  if (!begins(file, 'RIFF') || !begins(file, 'WEBP', 8)) return undefined;
  if (begins(file, 'VP8X', 12)) return { width: file.readUIntLE(24, 3) + 1, height: file.readUIntLE(27, 3) + 1 };
  if (begins(file, 'VP8 ', 12))
    return { width: file.readUInt16LE(26) & 0x3fff, height: file.readUInt16LE(28) & 0x3fff };
  const bits = file.readUInt32LE(21);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

/** Segments follow each other; one of the frame kinds holds the size. */
function readJpeg(file: Buffer): Size | undefined {
  if (!begins(file, '\xff\xd8')) return undefined;
  for (let at = 2; at < file.length; at += 2 + file.readUInt16BE(at + 2)) {
    const marker = file[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: file.readUInt16BE(at + 7), height: file.readUInt16BE(at + 5) };
  }
  return undefined;
}

const TRACK_SIZE_AT = 80; // behind the name of a track header, which is the first of the track
const FRACTION = 65_536; // both numbers have sixteen binary places

/** The first track that has a size: tracks of sound have none. */
function readMp4(file: Buffer): Size | undefined {
  if (!begins(file, 'ftyp', 4)) return undefined;
  for (let at = file.indexOf('tkhd'); at > 0; at = file.indexOf('tkhd', at + 4)) {
    const width = Math.round(file.readUInt32BE(at + TRACK_SIZE_AT) / FRACTION);
    const height = Math.round(file.readUInt32BE(at + TRACK_SIZE_AT + 4) / FRACTION);
    if (width > 0 && height > 0) return { width, height };
  }
  return undefined;
}

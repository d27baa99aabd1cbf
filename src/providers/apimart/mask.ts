import { promisify } from 'node:util';
import { crc32, deflate, inflate } from 'node:zlib';

/** Above the largest image that a model of this service makes (4k); more would only eat memory. */
const PIXELS_MAX = 16 * 1024 * 1024;

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/** Samples per pixel by colour type: grey, RGB, palette, grey with alpha, RGB with alpha. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

type Header = {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colour: number;
};

/**
 * Our masks are white where the image may change. The service wants a PNG with an alpha channel (docs.apimart.ai images,
 * gpt-image), which in that family's interface is transparent there. A mask with an alpha channel in use is left as it
 * is. Undefined when this is no PNG of usual depth, or a broken one: other formats would need a decoder.
 */
export async function alphaMask(png: Uint8Array): Promise<Uint8Array | undefined> {
  try {
    return await convert(Buffer.from(png));
  } catch {
    return undefined;
  }
}

async function convert(png: Buffer): Promise<Uint8Array | undefined> {
  const chunks = chunksOf(png);
  const header = readHeader(chunks.find(({ type }) => type === 'IHDR')?.data);
  if (!header) return undefined;
  const { width, height, depth, colour } = header;
  const bitsPerPixel = depth * (SAMPLES[colour] ?? 1);
  const lineBytes = Math.ceil((width * bitsPerPixel) / 8);
  const data = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map((chunk) => chunk.data));
  const raw = await promisify(inflate)(data, { maxOutputLength: (lineBytes + 1) * height });
  const lines = unfilter(raw, { lineBytes, height, step: Math.max(1, bitsPerPixel >> 3) });
  const light = lightOf(header, lines, lineBytes, chunks.find(({ type }) => type === 'PLTE')?.data);
  return light === 'has alpha' ? png : write(width, height, light);
}

function chunksOf(png: Buffer): readonly { readonly type: string; readonly data: Buffer }[] {
  if (!png.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return [];
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = SIGNATURE.length; at + 12 <= png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

function readHeader(data: Buffer | undefined): Header | undefined {
  if (data?.length !== 13) return undefined;
  const [depth = 0, colour = 0, , , interlaced] = data.subarray(8);
  const header = { width: data.readUInt32BE(0), height: data.readUInt32BE(4), depth, colour };
  const isUsual = depth === 8 || ((colour === 0 || colour === 3) && [1, 2, 4].includes(depth));
  const pixels = header.width * header.height;
  return isUsual && colour in SAMPLES && interlaced === 0 && pixels > 0 && pixels <= PIXELS_MAX ? header : undefined;
}

type Layout = { readonly lineBytes: number; readonly height: number; readonly step: number };

/** Takes the five filters of the PNG specification off. */
function unfilter(raw: Buffer, { lineBytes, height, step }: Layout): Buffer {
  const lines = Buffer.alloc(lineBytes * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw.readUInt8(y * (lineBytes + 1));
    for (let x = 0; x < lineBytes; x += 1) {
      const at = y * lineBytes + x;
      const left = x < step ? 0 : (lines[at - step] ?? 0);
      const above = y === 0 ? 0 : (lines[at - lineBytes] ?? 0);
      const corner = x < step || y === 0 ? 0 : (lines[at - lineBytes - step] ?? 0);
      lines[at] = raw.readUInt8(at + y + 1) + predict(filter, left, above, corner);
    }
  }
  return lines;
}

function predict(filter: number, left: number, above: number, corner: number): number {
  if (filter < 3) return [0, left, above][filter] ?? 0;
  if (filter === 3) return (left + above) >> 1;
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((value) => Math.abs(left + above - corner - value));
  if (toLeft === undefined || toAbove === undefined || toCorner === undefined) return 0;
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

/** How light each pixel is, 0 to 255. */
function lightOf(
  { width, height, depth, colour }: Header,
  lines: Buffer,
  lineBytes: number,
  palette: Buffer | undefined,
): Buffer | 'has alpha' {
  const light = Buffer.alloc(width * height);
  const samples = SAMPLES[colour] ?? 1;
  const most = 2 ** depth - 1;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const bit = x * depth * samples;
      const at = y * lineBytes + (bit >> 3);
      if ((colour === 4 || colour === 6) && lines[at + samples - 1] !== 255) return 'has alpha';
      const first = ((lines[at] ?? 0) >> (8 - depth - (bit & 7))) & most;
      const [source, start] = colour === 3 ? [palette ?? lines, first * 3] : [lines, at];
      light[y * width + x] =
        colour === 0 || colour === 4
          ? Math.round((first * 255) / most)
          : Math.round(((source[start] ?? 0) + (source[start + 1] ?? 0) + (source[start + 2] ?? 0)) / 3);
    }
  }
  return light;
}

/** A black PNG, as transparent as the mask was light. */
async function write(width: number, height: number, light: Buffer): Promise<Uint8Array> {
  const raw = Buffer.alloc((width * 4 + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) raw[y * (width * 4 + 1) + x * 4 + 4] = 255 - (light[y * width + x] ?? 0);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6], 8);
  const data = await promisify(deflate)(raw);
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  const sum = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

import { stat } from 'node:fs/promises';
import type { Metadata, Sharp } from 'sharp';
import sharp from 'sharp';

// The other end of shrink-image.ts, a process of its own: the library is native code on a stranger's bytes.
// Arguments: source, target, largest size in bytes. Exit code 0: the target is written and fits.

/** 8192 × 8192: the largest that upscalers make. Opened whole, that is a quarter of a gigabyte. */
const PIXELS_MAX = 8192 * 8192;

/** Each try; the caller has a bound for all of them. */
const TRY_TIMEOUT_S = 30;

/** Beyond, nobody sees a difference: the quality to begin with. */
const QUALITY_BEST = 90;

/** Still good to look at, best first, and which share of the best's bytes they take, at most. */
const QUALITIES_GOOD = [
  { quality: 85, share: 0.6 },
  { quality: 80, share: 0.48 },
  { quality: 75, share: 0.4 },
] as const;

/** What a picture of fewer pixels is written in, and its share. */
const SCALED = QUALITIES_GOOD[1];

/** After the first tries, each one aims by what the last one weighed. */
const TRIES_MAX = 7;

/** Aims below the bound, since bytes do not shrink quite as fast as pixels do. */
const AIM = 0.9;

const SIDE_MIN = 16;

/** What the format can hold, and how much of it is written within some seconds. */
const WEBP_SIDE_MAX = 16_383;
const WEBP_PIXELS_MAX = 24_000_000;

/** Of 6; more takes much longer for little. */
const WEBP_EFFORT = 2;

type Format = 'jpeg' | 'webp' | 'gif';
type Try = { readonly scale: number; readonly quality: number };
type Picture = { readonly source: string; readonly width: number; readonly animated: boolean; readonly format: Format };

sharp.cache(false);
sharp.concurrency(1);
// Every other reader of the library is closed to strangers: drawings, documents, scientific formats.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((reader) => `VipsForeignLoad${reader}`),
});

const [source = '', target = '', bound = ''] = process.argv.slice(2);

async function shrink(maxBytes: number): Promise<boolean> {
  const { width, height, pages = 1, format, hasAlpha } = await open(source, false).metadata();
  const animated = pages > 1;
  const picture = { source, width, animated, format: await formatFor(animated, format, hasAlpha) };
  const side = Math.min(width, height);
  let next: Try = { scale: picture.format === 'webp' ? webpScale(width, height) : 1, quality: QUALITY_BEST };
  for (let tries = 0; tries < TRIES_MAX && side * next.scale >= SIDE_MIN; tries++) {
    await encode(picture, next).toFile(target);
    const { size } = await stat(target);
    if (size <= maxBytes) return true;
    next = after(next, maxBytes / size, picture.format);
  }
  return false;
}

const open = (path: string, animated: boolean): Sharp =>
  sharp(path, { animated, limitInputPixels: PIXELS_MAX, failOn: 'none' }).timeout({ seconds: TRY_TIMEOUT_S });

/** What every client shows: moving pictures go on moving, and what is transparent stays so. */
async function formatFor(animated: boolean, format: Metadata['format'], hasAlpha: boolean): Promise<Format> {
  if (animated) return format === 'gif' ? 'gif' : 'webp';
  // Most pictures with an alpha channel make no use of it.
  return hasAlpha && !(await open(source, false).stats()).isOpaque ? 'webp' : 'jpeg';
}

const webpScale = (width: number, height: number): number =>
  Math.min(1, WEBP_SIDE_MAX / Math.max(width, height), Math.sqrt(WEBP_PIXELS_MAX / (width * height)));

/** `share`: what the bound is of what the last try weighed. */
function after({ scale, quality }: Try, share: number, format: Format): Try {
  const isFirst = quality === QUALITY_BEST && format !== 'gif';
  const good = isFirst ? QUALITIES_GOOD.find((each) => each.share <= share) : undefined;
  if (good) return { scale, quality: good.quality };
  const byQuality = isFirst ? SCALED.share : 1;
  return { scale: scale * Math.sqrt(Math.min(1, share / byQuality) * AIM), quality: SCALED.quality };
}

function encode({ source: path, width, animated, format }: Picture, { scale, quality }: Try): Sharp {
  const opened = open(path, animated).autoOrient();
  const sized = scale < 1 ? opened.resize({ width: Math.max(1, Math.floor(width * scale)) }) : opened;
  if (format === 'gif') return sized.gif({ interFrameMaxError: 8 });
  if (format === 'webp') return sized.webp({ quality, effort: WEBP_EFFORT });
  // Better tables would take the whole picture into memory, twice over.
  const tables = { optimiseCoding: false };
  return sized.jpeg({ quality, ...tables, ...(quality === QUALITY_BEST && { chromaSubsampling: '4:4:4' }) });
}

process.exitCode = (await shrink(Number(bound))) ? 0 : 1;

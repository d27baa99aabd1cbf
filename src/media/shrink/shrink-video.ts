import { ffmpeg, payloadOf } from './ffmpeg.ts';
import type { Recipe } from './recipe.ts';

/** Below, a film is a guess. */
const VIDEO_BITS_MIN = 50_000;

/** What the container takes to say where each frame lies, in bits for a second. */
const INDEX_BITS = 10_000;

/** A film is scaled down until it has so many bits for each pixel of a second: fewer pixels look better then. */
const BITS_PER_PIXEL = 1.8;

/** Smoothness that costs nothing where there is room, and is given up where there is none. */
const FRAMES_MAX = 60;
const FRAMES_MAX_SCALED = 30;

/** So much more than its rate may come at once, in seconds: film and sound stay within the bound all the same. */
const BUFFER_SECONDS = 1;

/** H.264 and AAC in an MP4 whose index stands first: what every client plays while it loads. */
export const shrinkVideo: Recipe = (making) => {
  const { seconds, width, height } = making.file;
  if (!seconds || !width || !height) return undefined;
  const bitsPerSecond = payloadOf(making) / seconds - INDEX_BITS;
  const soundBits = soundBitsFor(bitsPerSecond);
  const videoBits = Math.floor(((bitsPerSecond - soundBits) * seconds) / (seconds + BUFFER_SECONDS));
  if (videoBits < VIDEO_BITS_MIN) return undefined;
  const pixels = Math.floor(videoBits / BITS_PER_PIXEL);
  const scaled = width * height > pixels;
  return ffmpeg(
    making,
    [
      ...['-map', '0:v:0', '-map', '0:a:0?', '-filter:v', scaleTo(pixels)],
      ...['-fpsmax', scaled ? FRAMES_MAX_SCALED : FRAMES_MAX],
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-threads', 2],
      ...['-b:v', videoBits, '-maxrate', videoBits, '-bufsize', videoBits * BUFFER_SECONDS],
      ...['-c:a', 'aac', '-b:a', soundBits, '-ac', soundBits < 64_000 ? 1 : 2],
      ...['-movflags', '+faststart', '-f', 'mp4'],
    ].map(String),
  );
};

function soundBitsFor(bitsPerSecond: number): number {
  if (bitsPerSecond > 600_000) return 96_000;
  return bitsPerSecond > 250_000 ? 64_000 : 32_000;
}

/** At most so many pixels, never more than there are, and even sides, as the codec wants them. */
function scaleTo(pixels: number): string {
  const side = (name: string) => `max(2,trunc(${name}*min(1,sqrt(${pixels}/(iw*ih)))/2)*2)`;
  return `scale='${side('iw')}':'${side('ih')}'`;
}

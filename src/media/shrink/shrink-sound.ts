import { ffmpeg, payloadOf } from './ffmpeg.ts';
import type { Recipe } from './recipe.ts';

/** MP3 is played everywhere and sounds well from 64 kbit/s on; below, Opus does. In kbit/s, best first. */
const MP3_RATES = [192, 160, 128, 96, 64];
const OPUS_RATES = [48, 32, 24, 16, 12];

/** Up to here one channel sounds better than two. In kbit/s. */
const MONO_MAX = 32;

export const shrinkSound: Recipe = (making) => {
  const { seconds } = making.file;
  if (!seconds) return undefined;
  const room = payloadOf(making) / seconds / 1_000;
  const fits = (rate: number) => rate <= room;
  const mp3 = MP3_RATES.find(fits);
  if (mp3 !== undefined)
    return ffmpeg(making, ['-vn', '-map', '0:a:0', '-c:a', 'libmp3lame', '-b:a', `${mp3}k`, '-f', 'mp3']);
  const opus = OPUS_RATES.find(fits);
  if (opus === undefined) return undefined;
  const channels = opus <= MONO_MAX ? ['-ac', '1'] : [];
  return ffmpeg(making, ['-vn', '-map', '0:a:0', '-c:a', 'libopus', '-b:a', `${opus}k`, ...channels, '-f', 'ogg']);
};

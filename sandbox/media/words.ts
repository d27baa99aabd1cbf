import { createRandom } from './drawing/random.ts';

const LINES = [
  'A feather for the morning, a bottle cap for noon',
  'I carry every blue thing home beneath the silver moon',
  'The arch is woven tighter than the wind can ever know',
  'And what you asked for yesterday is somewhere in the row',
  'I lay it by the doorstep where the first of light will fall',
  'A little bit of river glass, a berry, that is all',
] as const;

/** A song of two verses and a chorus, in the sections that song generators take. */
export function writeLyrics(prompt: string, seed: number): string {
  const random = createRandom(`lyrics ${seed} ${prompt}`);
  const pair = () => `${random.pick(LINES)},\n${random.pick(LINES)}.`;
  return `[Verse 1]\n${pair()}\n\n[Chorus]\n${prompt}!\n${pair()}\n\n[Verse 2]\n${pair()}\n`;
}

/** What a machine without ears writes down: how much it was given, and a sentence. */
export const writeTranscript = (bytes: number): string =>
  `This is a pretend transcript of a recording of ${bytes} bytes. Somebody speaks of blue things and where to put them.\n`;

export const describePicture = (bytes: number): string =>
  `A picture of ${bytes} bytes: a bower of twigs, and blue things laid out before it.\n`;

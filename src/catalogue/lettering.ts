import type { Model } from '#domain/model.ts';
import { fold } from './fold.ts';
import { inSlices } from './in-slices.ts';

/** Models per turn of the loop. */
const SLICE_MODELS = 2_000;

/** The letter that ends a text; no typed letter is like it. */
export const END = 0;

const BLANK = ' '.charCodeAt(0);
const CODE_UNITS = 65_536;

/** Every name and label of some models, folded, one after the other, each with an END behind it. */
export type Lettering = {
  readonly text: Uint16Array;
  /** Whose text stands at each place, as a place in the list of models. */
  readonly ownerAt: Int32Array;
  /** Letters in use, END included. */
  readonly letters: number;
  readonly blank: number;
  /** Of the longest text, its END included. */
  readonly longest: number;
  /** What a member typed, in these letters; undefined when one of them stands in no text. */
  readonly spell: (folded: string) => Uint16Array | undefined;
};

export async function letter(models: readonly Model[]): Promise<Lettering> {
  const texts: string[] = [];
  const owners: number[] = [];
  await inSlices(models.length, SLICE_MODELS, (from, to) => {
    for (const [at, model] of models.slice(from, to).entries())
      for (const text of textsOf(model)) {
        texts.push(text);
        owners.push(from + at);
      }
  });

  const alphabet = createAlphabet();
  const length = texts.reduce((sum, text) => sum + text.length + 1, 0);
  const [text, ownerAt] = [new Uint16Array(length), new Int32Array(length)];
  let place = 0;
  await inSlices(texts.length, SLICE_MODELS, (from, to) => {
    for (let at = from; at < to; at += 1) {
      const written = texts[at] ?? '';
      ownerAt.fill(owners[at] ?? 0, place, place + written.length + 1);
      for (let character = 0; character < written.length; character += 1)
        text[place + character] = alphabet.learn(written.charCodeAt(character));
      place += written.length + 1;
    }
  });

  const longest = texts.reduce((most, { length: own }) => Math.max(most, own + 1), 1);
  const blank = alphabet.learn(BLANK);
  return { text, ownerAt, letters: alphabet.count(), blank, longest, spell: alphabet.spell };
}

const textsOf = ({ name, label }: Model): ReadonlySet<string> =>
  new Set([fold(name), fold(label)].filter((text) => text !== ''));

/** Numbers for the characters that occur, so that sorting by one takes as many buckets as there are. */
function createAlphabet() {
  const known = new Uint16Array(CODE_UNITS);
  let count = END + 1;
  return {
    count: () => count,
    learn: (code: number): number => {
      if (known[code] === 0) {
        known[code] = count;
        count += 1;
      }
      return known[code] ?? END;
    },
    spell: (folded: string): Uint16Array | undefined => {
      const spelt = Uint16Array.from(folded, (_, at) => known[folded.charCodeAt(at)] ?? END);
      return spelt.includes(END) ? undefined : spelt;
    },
  };
}

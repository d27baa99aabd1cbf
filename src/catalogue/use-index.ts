import type { Model } from '#domain/model.ts';
import { fold } from './fold.ts';
import { inSlices } from './in-slices.ts';
import { END, type Lettering, letter } from './lettering.ts';
import { createRankedEntries, type RankedEntries } from './ranked-entries.ts';
import { sortSuffixes } from './sort-suffixes.ts';

/** Places per turn of the loop. */
const SLICE_PLACES = 50_000;

/** The models that serve one use, ready to be looked for. */
export type UseIndex = {
  /** Most popular first. */
  readonly models: readonly Model[];
  /** Whole names and labels first, then what begins with it at a word, then what has it inside; popularity within each. */
  readonly suggest: (query: {
    readonly typed: string;
    readonly nsfwAllowed: boolean;
    readonly limit: number;
  }) => readonly Model[];
  /** By the provider's own name, else by label, else by either in another spelling. */
  readonly resolve: (typed: string) => Model | undefined;
};

type Shelves = { readonly whole: RankedEntries; readonly words: RankedEntries; readonly inside: RankedEntries };

/** `models`: most popular first. Takes many turns of the loop, none of them long. */
export async function createUseIndex(models: readonly Model[]): Promise<UseIndex> {
  const lettering = await letter(models);
  const { whole, words, inside } = await createShelves(lettering, models);
  const forAll = models.filter(({ nsfw }) => !nsfw);
  const pick = (ranks: readonly number[]) => ranks.flatMap((rank) => models[rank] ?? []);

  return {
    models,

    suggest: ({ typed, nsfwAllowed, limit }) => {
      const folded = fold(typed);
      if (folded === '') return (nsfwAllowed ? models : forAll).slice(0, Math.max(0, limit));
      const spelt = lettering.spell(folded);
      if (!spelt) return [];
      const found = new Set<number>();
      for (const [shelf, letters] of [
        [whole, ended(spelt)] as const,
        [words, spelt] as const,
        [inside, spelt] as const,
      ]) {
        if (found.size >= limit) break;
        const range = shelf.startingWith(letters);
        const accept = (rank: number) => !found.has(rank);
        const best = shelf.best({ range, limit: limit - found.size, nsfwAllowed, accept });
        for (const rank of best) found.add(rank);
      }
      return pick([...found]);
    },

    resolve: (typed) => {
      const spelt = lettering.spell(fold(typed));
      if (!spelt || spelt.length === 0) return undefined;
      const range = whole.startingWith(ended(spelt));
      const lower = typed.toLowerCase();
      const first = (isMeant: (model: Model) => boolean): Model | undefined => {
        const accept = (rank: number) => pick([rank]).some(isMeant);
        return pick(whole.best({ range, limit: 1, nsfwAllowed: true, accept }))[0];
      };
      return (
        first(({ name }) => name === typed) ?? first(({ label }) => label.toLowerCase() === lower) ?? first(() => true)
      );
    },
  };
}

const ended = (spelt: Uint16Array): Uint16Array => Uint16Array.from([...spelt, END]);

async function createShelves(lettering: Lettering, models: readonly Model[]): Promise<Shelves> {
  const { text, ownerAt, letters, blank, longest } = lettering;
  const sorted = await sortSuffixes(text, letters, longest);
  const isNsfw = Uint8Array.from(models, ({ nsfw }) => Number(nsfw));

  const shelve = async (belongs: (place: number) => boolean): Promise<RankedEntries> => {
    const places = await filterInSlices(sorted, belongs);
    const ranks = new Int32Array(places.length);
    await inSlices(places.length, SLICE_PLACES, (from, to) => {
      for (let at = from; at < to; at += 1) ranks[at] = ownerAt[places[at] ?? 0] ?? 0;
    });
    return createRankedEntries({ text, places, ranks, isNsfw });
  };
  const isLetter = (place: number) => text[place] !== END && text[place] !== blank;
  const beginsText = (place: number) => place === 0 || text[place - 1] === END;
  return {
    whole: await shelve(beginsText),
    words: await shelve((place) => isLetter(place) && (beginsText(place) || text[place - 1] === blank)),
    inside: await shelve(isLetter),
  };
}

async function filterInSlices(numbers: Int32Array, belongs: (number: number) => boolean): Promise<Int32Array> {
  const kept = new Int32Array(numbers.length);
  let count = 0;
  await inSlices(numbers.length, SLICE_PLACES, (from, to) => {
    for (let at = from; at < to; at += 1) {
      const number = numbers[at] ?? 0;
      if (!belongs(number)) continue;
      kept[count] = number;
      count += 1;
    }
  });
  return kept.slice(0, count);
}

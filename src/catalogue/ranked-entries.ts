import { createBranches } from './branches.ts';
import { inSlices } from './in-slices.ts';

/** Entries per leaf of the tree of minima: half a line of the processor's memory, and a tree an eighth as large. */
const BLOCK_ENTRIES = 8;

/** Blocks per turn of the loop. */
const SLICE_BLOCKS = 5_000;

/** Behind every rank. */
const NOBODY = 0x7fff_ffff;

/** Half-open, in the order of the entries. */
export type Range = { readonly from: number; readonly to: number };

export type RankedEntries = {
  /** The entries that begin with these letters. */
  readonly startingWith: (letters: Uint16Array) => Range;
  /** The first `limit` different ranks in a range that are let through, best first. */
  readonly best: (wish: {
    readonly range: Range;
    readonly limit: number;
    readonly nsfwAllowed: boolean;
    readonly accept: (rank: number) => boolean;
  }) => readonly number[];
};

type Entries = {
  readonly text: Uint16Array;
  /** Where in the text each entry begins, in alphabetical order. */
  readonly places: Int32Array;
  /** The rank of the model that each entry belongs to; 0 is the best. */
  readonly ranks: Int32Array;
  /** By rank. */
  readonly isNsfw: Uint8Array;
};

/**
 * Finds the entries that begin with some letters, and the best ranked of them, without reading all of them: by halves,
 * and then down a tree that knows the best rank below each of its branches. Neither gets much slower with more entries.
 */
export async function createRankedEntries({ text, places, ranks, isNsfw }: Entries): Promise<RankedEntries> {
  const everybody = await growTree(ranks, () => true);
  const isOpen = (rank: number) => isNsfw[rank] === 0;
  const forAll = isNsfw.includes(1) ? await growTree(ranks, isOpen) : everybody;

  return {
    startingWith: (letters) => {
      const compare = (entry: number) => compareAt(text, places[entry] ?? 0, letters);
      const from = firstWhere(0, places.length, (entry) => compare(entry) >= 0);
      return { from, to: firstWhere(from, places.length, (entry) => compare(entry) > 0) };
    },

    best: ({ range, limit, nsfwAllowed, accept }) => {
      const tree = nsfwAllowed ? everybody : forAll;
      const isWanted = (rank: number) => (nsfwAllowed || isOpen(rank)) && accept(rank);
      return limit < 1 || range.from >= range.to ? [] : collect(tree, ranks, { range, limit, isWanted });
    },
  };
}

type Tree = {
  /** The least rank below each node; node 1 is the root, and n's branches are 2n and 2n + 1. */
  readonly least: Int32Array;
  /** The first leaf, and how many there are. */
  readonly leaves: number;
};

async function growTree(ranks: Int32Array, counts: (rank: number) => boolean): Promise<Tree> {
  const blocks = Math.ceil(ranks.length / BLOCK_ENTRIES);
  const leaves = 2 ** Math.ceil(Math.log2(Math.max(blocks, 1)));
  const least = new Int32Array(2 * leaves).fill(NOBODY);
  await inSlices(blocks, SLICE_BLOCKS, (from, to) => {
    for (let entry = from * BLOCK_ENTRIES; entry < Math.min(to * BLOCK_ENTRIES, ranks.length); entry += 1) {
      const leaf = leaves + Math.floor(entry / BLOCK_ENTRIES);
      const rank = ranks[entry] ?? NOBODY;
      if (rank < (least[leaf] ?? NOBODY) && counts(rank)) least[leaf] = rank;
    }
  });
  for (let node = leaves - 1; node > 0; node -= 1)
    least[node] = Math.min(least[2 * node] ?? NOBODY, least[2 * node + 1] ?? NOBODY);
  return { least, leaves };
}

type Collecting = {
  readonly range: Range;
  readonly limit: number;
  readonly isWanted: (rank: number) => boolean;
};

/**
 * From the branches that make up the range, always the best one next: down to its leaf, where a better side-branch waits
 * for its own turn. Ends when no branch can have a better rank than the worst one kept.
 */
function collect({ least, leaves }: Tree, ranks: Int32Array, { range, limit, isWanted }: Collecting): number[] {
  const kept: number[] = [];
  const bound = () => (kept.length < limit ? NOBODY : (kept[limit - 1] ?? NOBODY));
  const branches = createBranches();

  function keep(rank: number): void {
    let at = kept.length;
    while (at > 0 && (kept[at - 1] ?? 0) >= rank) at -= 1;
    if (kept[at] === rank || !isWanted(rank)) return;
    kept.splice(at, 0, rank);
    if (kept.length > limit) kept.pop();
  }

  function scan(leaf: number): void {
    const first = (leaf - leaves) * BLOCK_ENTRIES;
    const to = Math.min(range.to, first + BLOCK_ENTRIES);
    for (let entry = Math.max(range.from, first); entry < to; entry += 1) {
      const rank = ranks[entry] ?? NOBODY;
      if (rank < bound()) keep(rank);
    }
  }

  for (const node of coverOf(range, leaves)) branches.add(least[node] ?? NOBODY, node);
  for (let best = branches.take(); best && best.least < bound(); best = branches.take()) {
    let { node } = best;
    while (node < leaves) {
      const [left, right] = [2 * node, 2 * node + 1];
      const isRightBetter = (least[right] ?? NOBODY) < (least[left] ?? NOBODY);
      const other = isRightBetter ? left : right;
      if ((least[other] ?? NOBODY) < bound()) branches.add(least[other] ?? NOBODY, other);
      node = isRightBetter ? right : left;
    }
    scan(node);
  }
  return kept;
}

/** The fewest nodes below which stand all the blocks of a range, and no others. */
function coverOf({ from, to }: Range, leaves: number): readonly number[] {
  const nodes: number[] = [];
  let low = leaves + Math.floor(from / BLOCK_ENTRIES);
  let high = leaves + Math.floor((to - 1) / BLOCK_ENTRIES) + 1;
  for (; low < high; low >>= 1, high >>= 1) {
    if (low % 2 === 1) nodes.push(low++);
    if (high % 2 === 1) nodes.push(--high);
  }
  return nodes;
}

/** Negative when the text at this place comes before the letters, 0 when it begins with them. */
function compareAt(text: Uint16Array, place: number, letters: Uint16Array): number {
  for (let at = 0; at < letters.length; at += 1) {
    const difference = (text[place + at] ?? 0) - (letters[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The first number from `low` on for which this holds, `high` when for none; once it holds it must go on holding. */
function firstWhere(low: number, high: number, holds: (number: number) => boolean): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}

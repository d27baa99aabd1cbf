import { inSlices } from './in-slices.ts';

/** Places per turn of the loop: some milliseconds. */
const SLICE_PLACES = 50_000;

/**
 * Every place of `text`, in the alphabetical order of what begins there, told apart by the first `depth` letters at least.
 * Letters are the numbers 0 to `letters` - 1; the text is read as a ring.
 *
 * Prefix doubling: places that are sorted by their first h letters are sorted by 2h when each is put in its group in the
 * order of the places h further on. A group is named by where it begins in the order.
 */
export async function sortSuffixes(text: Uint16Array, letters: number, depth: number): Promise<Int32Array> {
  let sorted = await sortByLetter(text, letters);
  for (let known = 1; known < depth; known *= 2) {
    const finer = await sortTwiceAsDeep(sorted, known);
    const isDone = finer.groups === sorted.groups || finer.groups === text.length;
    sorted = finer;
    if (isDone) break;
  }
  return sorted.order;
}

type Sorted = {
  readonly order: Int32Array;
  /** By place. */
  readonly groupOf: Int32Array;
  readonly groups: number;
};

async function sortByLetter(text: Uint16Array, letters: number): Promise<Sorted> {
  const begins = new Int32Array(letters + 1);
  await inSlices(text.length, SLICE_PLACES, (from, to) => {
    for (let place = from; place < to; place += 1) {
      const after = (text[place] ?? 0) + 1;
      begins[after] = (begins[after] ?? 0) + 1;
    }
  });
  for (let letter = 1; letter <= letters; letter += 1)
    begins[letter] = (begins[letter] ?? 0) + (begins[letter - 1] ?? 0);

  const next = begins.slice();
  const order = new Int32Array(text.length);
  const groupOf = new Int32Array(text.length);
  await inSlices(text.length, SLICE_PLACES, (from, to) => {
    for (let place = from; place < to; place += 1) {
      const letter = text[place] ?? 0;
      const at = next[letter] ?? 0;
      next[letter] = at + 1;
      order[at] = place;
      groupOf[place] = begins[letter] ?? 0;
    }
  });
  const groups = begins.subarray(1).filter((begin, letter) => begin > (begins[letter] ?? 0)).length;
  return { order, groupOf, groups };
}

async function sortTwiceAsDeep({ order, groupOf }: Sorted, known: number): Promise<Sorted> {
  const { length } = order;
  const step = known % length;
  const finer = new Int32Array(length);
  /** Where the next of a group goes: at first, where the group begins. */
  const next = new Int32Array(length);
  await inSlices(length, SLICE_PLACES, (from, to) => {
    for (let at = from; at < to; at += 1) next[at] = at;
  });
  await inSlices(length, SLICE_PLACES, (from, to) => {
    for (let at = from; at < to; at += 1) {
      const further = order[at] ?? 0;
      const place = further < step ? further - step + length : further - step;
      const group = groupOf[place] ?? 0;
      const free = next[group] ?? 0;
      next[group] = free + 1;
      finer[free] = place;
    }
  });
  return { order: finer, ...(await regroup(finer, groupOf, step)) };
}

/** Splits each group where the group of the place `step` further on changes. */
async function regroup(order: Int32Array, groupOf: Int32Array, step: number): Promise<Omit<Sorted, 'order'>> {
  const { length } = order;
  const split = new Int32Array(length);
  let groups = 0;
  let current = 0;
  let [lastGroup, lastFurther] = [-1, -1];
  await inSlices(length, SLICE_PLACES, (from, to) => {
    for (let at = from; at < to; at += 1) {
      const place = order[at] ?? 0;
      const group = groupOf[place] ?? 0;
      const further = groupOf[place + step < length ? place + step : place + step - length] ?? 0;
      if (group !== lastGroup || further !== lastFurther) {
        groups += 1;
        current = at;
        lastGroup = group;
        lastFurther = further;
      }
      split[place] = current;
    }
  });
  return { groupOf: split, groups };
}

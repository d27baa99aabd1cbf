/** More nodes than any tree here has: a rank and a node fit into one exact number. */
const NODES = 2 ** 22;

/** Branches of a tree that wait to be followed; the one with the least rank is taken first. A binary heap. */
export function createBranches() {
  const heap: number[] = [];
  const at = (index: number): number => heap[index] ?? Number.POSITIVE_INFINITY;

  function add(least: number, node: number): void {
    const branch = least * NODES + node;
    let index = heap.length;
    heap.push(branch);
    while (index > 0) {
      const above = (index - 1) >> 1;
      if (at(above) <= branch) break;
      heap[index] = at(above);
      index = above;
    }
    heap[index] = branch;
  }

  function take(): { readonly least: number; readonly node: number } | undefined {
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) return undefined;
    if (heap.length > 0) sink(last);
    return { least: Math.floor(first / NODES), node: first % NODES };
  }

  function sink(branch: number): void {
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const lesser = at(left + 1) < at(left) ? left + 1 : left;
      if (at(lesser) >= branch) break;
      heap[index] = at(lesser);
      index = lesser;
    }
    heap[index] = branch;
  }

  return { add, take };
}

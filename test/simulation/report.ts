import { sinceDawn, tellHistory } from './chronicle.ts';
import type { Played } from './shards.ts';

/** The summary of a run: sums over its worlds, the same for the same seed. */
export function tellSummary(played: readonly Played[], { seed }: { readonly seed: string }): string {
  const outcomes = played.map(({ outcome }) => outcome);
  const struck = new Set(outcomes.flatMap(({ pointsStruck }) => pointsStruck));
  const counts = sum(outcomes.map(({ counts: each }) => each));
  const faults = sum(outcomes.map(({ faults: each }) => each));
  const sorted = Object.entries(faults).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return [
    `seed ${seed}, ${played.length} worlds`,
    '',
    ...table(counts),
    ...table({ 'points at which a process died': struck.size }),
    '',
    'what went wrong around it:',
    ...table(Object.fromEntries(sorted)),
  ].join('\n');
}

/** The first broken promise, with all that it takes to see it again; undefined when every promise was kept. */
export function tellViolation(played: readonly Played[], { seed }: { readonly seed: string }): string | undefined {
  const broken = played.find(({ outcome }) => outcome.violation);
  const violation = broken?.outcome.violation;
  if (!broken || !violation) return undefined;
  const { promise, detail, step, at, about } = violation;
  const { index, jobs } = broken.shard;
  return [
    '',
    `BROKEN: ${promise}`,
    `  ${detail}`,
    `  seed ${seed}, world ${index}, step ${step}, ${sinceDawn(at)} after its beginning`,
    ...(about ? ['', tellHistory(about)] : []),
    '',
    `See it again: npm run simulate -- --seed ${seed} --world ${index} --jobs ${jobs}`,
  ].join('\n');
}

function sum(all: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const each of all)
    for (const [name, count] of Object.entries(each)) sums.set(name, (sums.get(name) ?? 0) + count);
  return Object.fromEntries(sums);
}

function table(rows: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(rows).map(([name, count]) => `  ${name.padEnd(44)}${count.toLocaleString('en').padStart(12)}`);
}

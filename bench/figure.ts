/** One figure: a ratio of two measurements of one run, its goal, and a control that has to miss it. */
export type Figure = {
  readonly name: string;
  readonly ratio: number;
  readonly goal: Goal;
  /** The same comparison with something in our place that is known to be bad: a bench that it passes measures nothing. */
  readonly control?: { readonly name: string; readonly ratio: number };
  /** The two measurements behind the ratio, for people to read. */
  readonly detail: string;
};

export type Goal = { readonly atMost: number } | { readonly atLeast: number };

export type Bench = () => Promise<readonly Figure[]>;

const meets = (ratio: number, goal: Goal): boolean => ('atMost' in goal ? ratio <= goal.atMost : ratio >= goal.atLeast);

/** Whether the figure keeps its goal and its control does not. */
export const holds = ({ ratio, goal, control }: Figure): boolean =>
  meets(ratio, goal) && (control === undefined || !meets(control.ratio, goal));

/** Three lines for people, the last of them only where there is a control. */
export function describe(figure: Figure): string {
  const { name, ratio, goal, control, detail } = figure;
  const bound = 'atMost' in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`;
  return [
    `${holds(figure) ? 'ok    ' : 'MISSED'} ${name}: ${ratio.toFixed(2)} (goal ${bound})`,
    `       ${detail}`,
    ...(control ? [`       control, ${control.name}: ${control.ratio.toFixed(2)}, has to miss`] : []),
  ].join('\n');
}

/** The middle of several measurements: one disturbed round does not count. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The value below which that share of the measurements lies, share from 0 to 1. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** A row that this program cannot have written. Naming the row, so that a person can look at it. */
export class ImpossibleRowError extends Error {
  override readonly name = 'ImpossibleRowError';
  readonly row: string;
  readonly problem: string;

  constructor(row: string, problem: string, cause?: unknown) {
    super(`Stored ${row} makes no sense: ${problem}`, { cause });
    this.row = row;
    this.problem = problem;
  }
}

type Schema<T> = { readonly parse: (value: unknown) => T };

/** Reads a JSON column by its schema. `row` names the row in the error, such as `job 01k…`. */
export function parseJson<T>(row: string, column: string, stored: string, schema: Schema<T>): T {
  try {
    return schema.parse(JSON.parse(stored));
  } catch (error) {
    throw new ImpossibleRowError(row, `${column} is not what was written there`, error);
  }
}

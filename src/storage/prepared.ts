import { is, Param, Placeholder } from 'drizzle-orm';
import type { Database } from './database.ts';

/** What the query builder has built. */
type Built = { readonly toSQL: () => { readonly sql: string; readonly params: unknown[] } };

/** By the name of the placeholder; as SQLite stores it: JSON as text, truth as 0 or 1. */
type Values = Readonly<Record<string, string | number | null>>;

type Prepared<Row> = {
  /** How many rows were changed. */
  readonly run: (values: Values) => number;
  /** The first row, its columns in the order in which they were asked for. */
  readonly get: (values: Values) => Row | undefined;
};

/**
 * A statement prepared once and run without the query builder, which takes longer than SQLite itself. For what is done
 * for every callback and every message; where whole rows are wanted, the builder's own `prepare` maps them.
 */
export function prepare<Row extends readonly unknown[] = never>(
  { $client }: Database['orm'],
  built: Built,
): Prepared<Row> {
  const { sql, params } = built.toSQL();
  const statement = $client.prepare<unknown[], Row>(sql);
  if (statement.reader) statement.raw();
  const slots = params.map((param) => {
    // A value that is inserted wraps its placeholder together with its column.
    const value = is(param, Param) ? param.value : param;
    return is(value, Placeholder) ? { name: String(value.name) } : { constant: param };
  });
  const bind = (values: Values) => slots.map(({ name, constant }) => (name === undefined ? constant : values[name]));
  return {
    run: (values) => statement.run(bind(values)).changes,
    get: (values) => statement.get(bind(values)),
  };
}

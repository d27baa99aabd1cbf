import { asc, eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import { model } from '#domain/model.ts';
import type { Database } from './database.ts';
import { models as table } from './schema/models.ts';

/** Where in the lists a reader is: between the pages of all providers, in the order of their names. */
export type PageMark = { readonly provider: string; readonly page: number };

export type StoredPage = PageMark & {
  readonly fetchedAt: number;
  /** JSON array of models, each of which has been checked. */
  readonly models: string;
};

/** Lists of models page by page, as text, so that nobody who has other work holds more than a page at a time. */
export type CataloguePages = {
  /** The page after that one; the very first one without. Models that this version cannot read are left out. */
  readonly pageAfter: (mark?: PageMark) => Promise<StoredPage | undefined>;
  /** Replaces the provider's list, whole or not at all. */
  readonly replace: (list: {
    readonly provider: string;
    readonly fetchedAt: number;
    /** JSON arrays. */
    readonly pages: readonly string[];
  }) => Promise<void>;
};

export function createCataloguePages({
  database: { orm, write, read },
}: {
  readonly database: Database;
}): CataloguePages {
  const mark = sql`(${sql.placeholder('provider')}, ${sql.placeholder('page')})`;
  const next = orm
    .select()
    .from(table)
    .where(sql`(${table.provider}, ${table.page}) > ${mark}`)
    .orderBy(asc(table.provider), asc(table.page))
    .limit(1)
    .prepare();

  return {
    pageAfter: (from = { provider: '', page: 0 }) =>
      read(() => {
        const row = next.get(from);
        return row && { ...row, models: checked(row.models) };
      }),

    replace: (list) =>
      write(() => {
        const { fetchedAt, pages } = list;
        orm.delete(table).where(eq(table.provider, list.provider)).run();
        for (const [page, json] of pages.entries())
          orm.insert(table).values({ provider: list.provider, page, fetchedAt, models: json }).run();
      }),
  };
}

const anyList = z.array(z.unknown());

/** Models that this version of the program does not know how to read are told again by the next refresh. */
function checked(page: string): string {
  const stored = anyList.safeParse(parse(page)).data ?? [];
  const known = stored.filter((each) => model.safeParse(each).success);
  return known.length === stored.length && stored.length > 0 ? page : JSON.stringify(known);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

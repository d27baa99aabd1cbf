import { setImmediate as nextTurn } from 'node:timers/promises';
import { asc, eq } from 'drizzle-orm';
import * as z from 'zod';
import { type Model, model } from '#domain/model.ts';
import type { CatalogueStore } from '#domain/ports/catalogue-store.ts';
import type { Database } from './database.ts';
import { models as table } from './schema/models.ts';

/** Models per row: a page takes about 2 ms to be read and checked, and 200 of them are written in one go. */
const PAGE_MODELS = 250;

type List = Parameters<CatalogueStore['save']>[0];

/**
 * Lists of models in SQLite. With 50,000 models, saving holds up the process once for about 60 ms, the one transaction;
 * the rest of the work, and all of loading, leaves the loop free after every page.
 */
export function createCatalogueStore({ database: { orm, write } }: { readonly database: Database }): CatalogueStore {
  return {
    load: async () => {
      const lists = new Map<string, { provider: string; fetchedAt: number; models: Model[] }>();
      for (const row of orm.select().from(table).orderBy(asc(table.provider), asc(table.page)).all()) {
        const { provider, fetchedAt } = row;
        const list = lists.get(provider) ?? { provider, fetchedAt, models: [] };
        lists.set(provider, list);
        for (const each of read(row.models)) list.models.push(each);
        await nextTurn();
      }
      return [...lists.values()];
    },

    save: async ({ provider, fetchedAt, models }) => {
      const pages = await paginate(models);
      await write(() => {
        orm.delete(table).where(eq(table.provider, provider)).run();
        for (const [page, json] of pages.entries())
          orm.insert(table).values({ provider, page, fetchedAt, models: json }).run();
      });
    },
  };
}

const anyList = z.array(z.unknown());

/** Models that this version of the program does not know how to read are told again by the next refresh. */
function read(page: string): readonly Model[] {
  const list = anyList.safeParse(parse(page));
  return (list.data ?? []).flatMap((each) => model.safeParse(each).data ?? []);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

async function paginate(models: List['models']): Promise<readonly string[]> {
  const pages: string[] = [];
  for (let from = 0; from < Math.max(1, models.length); from += PAGE_MODELS) {
    pages.push(JSON.stringify(models.slice(from, from + PAGE_MODELS)));
    await nextTurn();
  }
  return pages;
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Model } from '#domain/model.ts';
import type { CatalogueStore } from '#domain/ports/catalogue-store.ts';
import type { CataloguePages } from './catalogue-pages.ts';

/** Models per page, in a row and on the way between two threads: less than a millisecond of work for whoever takes it. */
const PAGE_MODELS = 250;

type List = Parameters<CatalogueStore['save']>[0];

/** Lists of models by way of their pages. With 50,000 models, others get their turn after every page. */
export function createPagedCatalogue(pages: CataloguePages): CatalogueStore {
  return {
    load: async () => {
      for (;;) {
        const lists = await readAll(pages);
        if (lists) return lists;
      }
    },

    save: async ({ provider, fetchedAt, models }) => {
      await pages.replace({ provider, fetchedAt, pages: await paginate(models) });
    },
  };
}

/** Undefined when a list was replaced while it was read, so that what was read is half of each. */
async function readAll({ pageAfter }: CataloguePages): Promise<readonly List[] | undefined> {
  const lists = new Map<string, { provider: string; fetchedAt: number; models: Model[] }>();
  let coming = pageAfter();
  for (;;) {
    const page = await coming;
    if (!page) return [...lists.values()];
    const { provider, fetchedAt } = page;
    const list = lists.get(provider) ?? { provider, fetchedAt, models: [] };
    if (list.fetchedAt !== fetchedAt) return undefined;
    lists.set(provider, list);
    // The next page is checked over there while this one is read here.
    coming = pageAfter({ provider, page: page.page });
    const models: readonly Model[] = JSON.parse(page.models);
    for (const each of models) list.models.push(each);
    await nextTurn();
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

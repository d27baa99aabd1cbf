import type { Model } from '#domain/model.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { Ask } from '#providers/eachlabs/ask.ts';
import { popularityOf } from './known-models.ts';
import { readModels } from './read-model.ts';
import { listWorkflows } from './workflows.ts';

/** The largest page (docs.eachlabs.ai list-models); there are about 600 models. */
const PAGE_ROWS = 500;

/** 5000 models: ends the paging of a service that answers full pages for ever. */
const PAGES_MAX = 10;

/** Each row brings its schema, some kilobytes of it. */
const PAGE_MAX_BYTES = 32 * 1024 * 1024;

type Deps = { readonly ask: Ask; readonly logger: Pick<Logger, 'warn'> };

/**
 * Every model that members can be offered, and the account's own workflows. Throws when the models cannot be told; without
 * the workflows they are told alone, since an account need not have any.
 */
export function createListModels({ ask, logger }: Deps): () => Promise<readonly Model[]> {
  return async () => {
    const models = await listPredictions();
    const workflows = await listWorkflows(ask).catch((error: unknown) => {
      logger.warn({ provider: 'eachlabs', detail: String(error) }, 'workflows cannot be listed');
      return [];
    });
    return [...new Map([...models, ...workflows].map((model) => [model.id, model])).values()];
  };

  async function listPredictions(): Promise<readonly Model[]> {
    const models: Model[] = [];
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const rows = await ask(`v1/models?limit=${PAGE_ROWS}&offset=${page * PAGE_ROWS}`, PAGE_MAX_BYTES);
      if (!Array.isArray(rows)) throw new Error('The list of models is not a list.');
      models.push(...rows.flatMap((row: unknown) => readModels(row, popularityOf(row))));
      if (rows.length < PAGE_ROWS) break;
    }
    return models;
  }
}

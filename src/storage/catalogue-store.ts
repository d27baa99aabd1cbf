import type { CatalogueStore } from '#domain/ports/catalogue-store.ts';
import { createCataloguePages } from './catalogue-pages.ts';
import type { Database } from './database.ts';
import { createPagedCatalogue } from './paged-catalogue.ts';

/** Lists of models in SQLite. */
export const createCatalogueStore = ({ database }: { readonly database: Database }): CatalogueStore =>
  createPagedCatalogue(createCataloguePages({ database }));

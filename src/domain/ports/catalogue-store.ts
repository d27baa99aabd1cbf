import type { Model } from '#domain/model.ts';

/** The last list of models that each provider told, so that a restart does not have to ask first. */
export type CatalogueStore = {
  /** Rows that the code can no longer read are left out. */
  readonly load: () => Promise<
    readonly { readonly provider: string; readonly fetchedAt: number; readonly models: readonly Model[] }[]
  >;
  /** Replaces the provider's list, whole or not at all. */
  readonly save: (list: {
    readonly provider: string;
    readonly fetchedAt: number;
    readonly models: readonly Model[];
  }) => Promise<void>;
};

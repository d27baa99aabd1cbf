import type { InputRole } from '#domain/input.ts';
import type { Model } from '#domain/model.ts';
import type { Use } from '#domain/use.ts';

/** Every model that can be asked for now, in memory: no answer here waits for a network or a disk. */
export type Catalogue = {
  readonly find: (modelId: string) => Model | undefined;
  /** The model that a member means by what they typed: an id, a provider's own name, or a label; of several, the most popular. */
  readonly resolve: (typed: string, use: Use) => Model | undefined;
  /** Best match first, then popularity. */
  readonly suggest: (query: {
    readonly use: Use;
    readonly typed: string;
    readonly nsfwAllowed: boolean;
    readonly limit: number;
  }) => readonly Model[];
  /** The model to take when the member chose none: the first, in the providers' own order, that takes these files. */
  readonly preferred: (wish: {
    readonly use: Use;
    readonly roles: readonly InputRole[];
    readonly hasPrompt: boolean;
  }) => Model | undefined;
};

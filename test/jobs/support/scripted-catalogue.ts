import type { Model } from '#domain/model.ts';
import type { Catalogue } from '#domain/ports/catalogue.ts';

export type ScriptedCatalogue = Catalogue & {
  /** From now on these are all the models that there are, best first. */
  readonly offer: (...models: readonly Model[]) => void;
};

/** A catalogue that has exactly what a test puts into it. */
export function createScriptedCatalogue(models: readonly Model[]): ScriptedCatalogue {
  let offered = models;
  const serving = (use: Model['uses'][number]) => offered.filter(({ uses }) => uses.includes(use));
  return {
    offer: (...others) => {
      offered = others;
    },
    find: (modelId) => offered.find(({ id }) => id === modelId),
    resolve: (typed, use) =>
      serving(use).find(({ id, name, label }) => [id, name, label.toLowerCase()].includes(typed.toLowerCase())),
    suggest: ({ use, typed, nsfwAllowed, limit }) =>
      serving(use)
        .filter(({ nsfw }) => nsfwAllowed || !nsfw)
        .filter(({ id, label }) => `${id} ${label}`.toLowerCase().includes(typed.toLowerCase()))
        .slice(0, limit),
    preferred: ({ use, roles, hasPrompt }) =>
      serving(use).find(
        ({ inputs, prompt }) =>
          roles.every((role) => inputs.some((rule) => rule.role === role)) &&
          inputs.every(({ role, required }) => !required || roles.includes(role)) &&
          (hasPrompt ? prompt.need !== 'none' : prompt.need !== 'required'),
      ),
  };
}

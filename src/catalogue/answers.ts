import type { Catalogue } from '#domain/ports/catalogue.ts';
import { suits } from './preferred.ts';
import type { Shelf } from './shelf.ts';

/** Answers from the shelf as it stands when asked. */
export const createAnswers = (shelf: () => Shelf): Catalogue => ({
  find: (modelId) => shelf().byId.get(modelId),

  resolve: (typed, use) => {
    const { byId, indexes } = shelf();
    const trimmed = typed.trim();
    const named = byId.get(trimmed);
    return named?.uses.includes(use) ? named : indexes.get(use)?.resolve(trimmed);
  },

  suggest: ({ use, typed, nsfwAllowed, limit }) => {
    const { byId, indexes } = shelf();
    const found = indexes.get(use)?.suggest({ typed, nsfwAllowed, limit }) ?? [];
    const named = byId.get(typed.trim());
    if (!named?.uses.includes(use) || (named.nsfw && !nsfwAllowed)) return found;
    return [named, ...found.filter((model) => model !== named)].slice(0, Math.max(0, limit));
  },

  preferred: ({ use, roles, hasPrompt }) => {
    const { known, indexes } = shelf();
    const isSuited = suits({ roles, hasPrompt });
    const first = known.find((model) => model.uses.includes(use) && isSuited(model));
    return first ?? indexes.get(use)?.models.find(isSuited);
  },
});

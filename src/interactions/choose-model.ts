import type { Model } from '#domain/model.ts';
import type { Desk } from './desk.ts';
import type { Wish } from './wish.ts';

export type Choice = { readonly model: Model } | { readonly why: string };

/** The model that a member chose, or the one to take when they chose none. */
export function chooseModel({ use, model, prompt, files }: Wish, { catalogue }: Desk): Choice {
  if (model !== undefined) {
    const chosen = catalogue.resolve(model, use);
    if (chosen) return { model: chosen };
    return {
      why: 'No such model is offered for this. Choose one from the list that appears while you type in **model**.',
    };
  }
  const roles = files.map(({ role }) => role);
  const preferred = catalogue.preferred({ use, roles, hasPrompt: prompt !== undefined });
  if (preferred) return { model: preferred };
  return {
    why: 'No model is offered that makes this from what you gave. Add or leave out a prompt or a file, or choose a **model**.',
  };
}

import type { InputRole } from '#domain/input.ts';
import type { Model } from '#domain/model.ts';

type Wish = { readonly roles: readonly InputRole[]; readonly hasPrompt: boolean };

/** Whether a model can do something with just these files, and with a prompt or without. */
export const suits =
  ({ roles, hasPrompt }: Wish) =>
  ({ inputs, prompt, nsfw }: Model): boolean => {
    // Nobody gets what is for age-restricted channels without having chosen it.
    if (nsfw || prompt.need === (hasPrompt ? 'none' : 'required')) return false;
    const isGiven = (role: InputRole) => roles.includes(role);
    if (inputs.some(({ role, required }) => required && !isGiven(role))) return false;
    return roles.every((role) => count(roles, role) <= most(inputs, role));
  };

const count = (roles: readonly InputRole[], role: InputRole): number => roles.filter((each) => each === role).length;

/** How many files of a role it takes; 0 for a role that it does not know. */
function most(inputs: Model['inputs'], role: InputRole): number {
  const rule = inputs.find((each) => each.role === role);
  return rule ? (rule.most ?? 1) : 0;
}

import type { Input } from './input.ts';
import type { InputRule, Limit, Model } from './model.ts';
import type { OptionName, Options } from './options.ts';
import type { Request } from './request.ts';

/** Something that a model cannot do with a request, and what it can. */
export type Complaint =
  | { readonly about: 'use' }
  | { readonly about: 'nsfw' }
  | {
      readonly about: 'prompt';
      readonly problem: 'missing' | 'not_taken' | 'too_long';
      readonly maxCharacters?: number;
    }
  | { readonly about: 'option'; readonly name: OptionName; readonly problem: 'missing' }
  | { readonly about: 'option'; readonly name: OptionName; readonly problem: 'not_taken' }
  | { readonly about: 'option'; readonly name: OptionName; readonly problem: 'out_of_bounds'; readonly limit: Limit }
  | { readonly about: 'input'; readonly role: Input['role']; readonly problem: 'missing' | 'not_taken' }
  | {
      readonly about: 'input';
      readonly role: Input['role'];
      readonly problem: 'too_many' | 'wrong_type' | 'too_large' | 'too_small' | 'too_short' | 'too_long';
      readonly rule: InputRule;
    };

/** Why this model cannot do what is asked; empty when it can. Asked before anything is stored or charged. */
export function complaintsOf(request: Request, model: Model): readonly Complaint[] {
  return [
    ...(model.uses.includes(request.use) ? [] : [{ about: 'use' } as const]),
    ...(model.nsfw && !request.nsfwAllowed ? [{ about: 'nsfw' } as const] : []),
    ...aboutPrompt(request.prompt, model),
    ...aboutOptions(request.options, model),
    ...aboutInputs(request.inputs, model),
  ];
}

function aboutPrompt(prompt: string | undefined, { prompt: rule }: Model): readonly Complaint[] {
  if (prompt === undefined) return rule.need === 'required' ? [{ about: 'prompt', problem: 'missing' }] : [];
  if (rule.need === 'none') return [{ about: 'prompt', problem: 'not_taken' }];
  const { maxCharacters } = rule;
  if (maxCharacters === undefined || prompt.length <= maxCharacters) return [];
  return [{ about: 'prompt', problem: 'too_long', maxCharacters }];
}

function aboutOptions(options: Options, model: Model): readonly Complaint[] {
  const missing = (model.requires ?? []).filter((name) => options[name] === undefined);
  const given = Object.entries(options) as [OptionName, Options[OptionName]][];
  return [
    ...missing.map((name) => ({ about: 'option', name, problem: 'missing' }) as const),
    ...given.flatMap(([name, value]): readonly Complaint[] => {
      const limit = model.options[name];
      if (value === undefined) return [];
      if (!limit) return [{ about: 'option', name, problem: 'not_taken' }];
      return isWithin(value, limit) ? [] : [{ about: 'option', name, problem: 'out_of_bounds', limit }];
    }),
  ];
}

function isWithin(value: Options[OptionName], limit: Limit): boolean {
  if ('oneOf' in limit) return limit.oneOf.some((allowed) => allowed === value);
  if ('min' in limit) return typeof value === 'number' && value >= limit.min && value <= limit.max;
  if ('maxCharacters' in limit) return typeof value === 'string' && value.length <= limit.maxCharacters;
  return true;
}

function aboutInputs(inputs: readonly Input[], model: Model): readonly Complaint[] {
  const roles = [...new Set([...model.inputs.map(({ role }) => role), ...inputs.map(({ role }) => role)])];
  return roles.flatMap((role): readonly Complaint[] => {
    const rule = model.inputs.find((each) => each.role === role);
    const given = inputs.filter((each) => each.role === role);
    if (!rule) return [{ about: 'input', role, problem: 'not_taken' }];
    if (given.length === 0) return rule.required ? [{ about: 'input', role, problem: 'missing' }] : [];
    if (given.length > (rule.most ?? 1)) return [{ about: 'input', role, problem: 'too_many', rule }];
    return given.flatMap((each) => aboutInput(each, rule));
  });
}

function aboutInput({ role, file }: Input, rule: InputRule): readonly Complaint[] {
  const { bytes, seconds, width, height } = file;
  const about = (problem: 'wrong_type' | 'too_large' | 'too_small' | 'too_short' | 'too_long') =>
    [{ about: 'input', role, problem, rule }] as const;
  if (!rule.accepts.some((kind) => file.mediaType.startsWith(`${kind}/`))) return about('wrong_type');
  if (rule.maxBytes !== undefined && bytes > rule.maxBytes) return about('too_large');
  const side = width === undefined || height === undefined ? undefined : Math.min(width, height);
  if (rule.minSide !== undefined && side !== undefined && side < rule.minSide) return about('too_small');
  if (seconds === undefined) return [];
  if (rule.minSeconds !== undefined && seconds < rule.minSeconds) return about('too_short');
  return rule.maxSeconds !== undefined && seconds > rule.maxSeconds ? about('too_long') : [];
}

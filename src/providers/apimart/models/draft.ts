import type { InputRole } from '#domain/input.ts';
import type { InputRule, MediaKind, Model } from '#domain/model.ts';
import { UPLOAD_MAX_BYTES } from '#providers/apimart/inputs.ts';

/** A model as this room writes it down. All of them want a prompt. */
export type Draft = Pick<Model, 'name' | 'label' | 'options' | 'inputs' | 'route'> & {
  readonly uses: readonly Model['uses'][number][];
  /** Of the prompt, where a page tells it. */
  readonly maxCharacters?: number;
};

/** A file of a model: optional, because which command was typed decides whether it must be there. */
export const file = (role: InputRole, kind: MediaKind, rule: Partial<InputRule> = {}): InputRule => ({
  role,
  accepts: [kind],
  required: false,
  // What the service's upload takes, as every image may have to go through it.
  ...(kind === 'image' && { maxBytes: UPLOAD_MAX_BYTES }),
  ...rule,
});

export const image = file('image', 'image');

/** `popularity` is the order in which we list them; the service tells none. */
export const modelOf = ({ maxCharacters, uses, ...draft }: Draft, popularity: number): Model => ({
  id: `apimart/${draft.name}`,
  provider: 'apimart',
  ...draft,
  uses: [...uses],
  prompt: { need: 'required', ...(maxCharacters !== undefined && { maxCharacters }) },
  nsfw: false,
  popularity,
});

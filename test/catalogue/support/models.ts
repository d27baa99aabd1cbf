import type { Model } from '#domain/model.ts';

/** A model that takes a prompt and makes an image, unless told otherwise. */
export function modelOf({ id = 'modelslab/flux', ...wishes }: Partial<Model> = {}): Model {
  const [provider = '', ...rest] = id.split('/');
  const name = rest.join('/');
  return {
    id,
    provider,
    name,
    label: name,
    uses: ['imagine'],
    route: 'r',
    prompt: { need: 'required' },
    options: {},
    inputs: [],
    nsfw: false,
    popularity: 0,
    ...wishes,
  };
}

export type Chance = {
  /** A whole number from 0 to below `end`. */
  readonly below: (end: number) => number;
  readonly of: <T>(choices: readonly [T, ...T[]]) => T;
};

/** The same numbers for the same seed: a counter, scrambled. */
export function createChance(seed: number): Chance {
  let state = seed + 1;
  const below = (end: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  };
  return { below, of: (choices) => choices[below(choices.length)] ?? choices[0] };
}

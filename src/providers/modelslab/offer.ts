import type { Model } from '#domain/model.ts';

type Facts = Pick<Model, 'label' | 'uses' | 'route'> &
  Partial<Pick<Model, 'name' | 'options' | 'requires' | 'inputs' | 'priceMicroUsd' | 'popularity'>> & {
    /** Without the provider. */
    readonly id: string;
    /** Required unless told. */
    readonly prompt?: Model['prompt'];
  };

/** A model of the catalogue from what is particular about it; the service's own name for it is its id unless told. */
export const offer = ({ id, ...facts }: Facts): Model => ({
  name: id,
  prompt: { need: 'required' },
  options: {},
  inputs: [],
  nsfw: false,
  popularity: 0,
  ...facts,
  id: `modelslab/${id}`,
  provider: 'modelslab',
});

/** What of these fields has a value: a field that is left out gets the service's own default. */
export const given = (fields: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

import { describe, expect, test } from 'vitest';
import type { InputRole } from '#domain/input.ts';
import type { InputRule } from '#domain/model.ts';
import { modelOf } from './support/models.ts';
import { openCatalogue } from './support/open-catalogue.ts';

describe('the model that a member means', () => {
  test('is the one of that id, then of that name, then of that label, then of either in another spelling', async () => {
    const catalogue = await openCatalogue([
      modelOf({ id: 'modelslab/flux', label: 'FLUX.1' }),
      modelOf({ id: 'modelslab/mine', name: 'apimart/x', label: 'Mine', popularity: 9 }),
      modelOf({ id: 'apimart/x', label: 'flux', popularity: 5 }),
      modelOf({ id: 'apimart/sd-xl', label: 'Stable' }),
    ]);
    const resolve = (typed: string) => catalogue.resolve(typed, 'imagine')?.id;
    expect(resolve('apimart/x')).toBe('apimart/x');
    expect(resolve(' modelslab/flux ')).toBe('modelslab/flux');
    expect(resolve('flux')).toBe('modelslab/flux');
    expect(resolve('Flux')).toBe('apimart/x');
    expect(resolve('flux.1')).toBe('modelslab/flux');
    expect(resolve('mInE')).toBe('modelslab/mine');
    expect(resolve('SD XL')).toBe('apimart/sd-xl');
    for (const typed of ['', ' ', '-', 'flu', 'flux.1 dev', 'sd', '日本']) expect(resolve(typed)).toBeUndefined();
  });

  test('is the most popular of several', async () => {
    const catalogue = await openCatalogue([
      modelOf({ id: 'modelslab/a', label: 'Dream', popularity: 1 }),
      modelOf({ id: 'modelslab/b', label: 'DREAM', popularity: 3 }),
      modelOf({ id: 'modelslab/c', label: 'dream', popularity: 2 }),
    ]);
    expect(catalogue.resolve('dream', 'imagine')?.id).toBe('modelslab/b');
  });

  test('serves the use; every model can be found by its id whatever it serves', async () => {
    const catalogue = await openCatalogue([
      modelOf({ id: 'modelslab/kling', uses: ['video'] }),
      modelOf({ id: 'apimart/kling', uses: ['animate'] }),
    ]);
    expect(catalogue.resolve('kling', 'animate')?.id).toBe('apimart/kling');
    expect(catalogue.resolve('modelslab/kling', 'animate')).toBeUndefined();
    expect(catalogue.find('modelslab/kling')).toMatchObject({ uses: ['video'] });
    expect(catalogue.find('kling')).toBeUndefined();
  });
});

const rule = (role: InputRole, wishes: Partial<InputRule> = {}): InputRule => ({
  role,
  accepts: ['image'],
  required: false,
  ...wishes,
});

describe('the model for members who chose none', () => {
  test('is the first that its room knows, provider after provider, whatever is popular', async () => {
    const catalogue = await openCatalogue([
      modelOf({ id: 'modelslab/video', uses: ['video'] }),
      modelOf({ id: 'modelslab/first' }),
      modelOf({ id: 'modelslab/popular', popularity: 1_000 }),
      modelOf({ id: 'apimart/other', popularity: 9_000 }),
    ]);
    const wish = { roles: [], hasPrompt: true };
    expect(catalogue.preferred({ ...wish, use: 'imagine' })?.id).toBe('modelslab/first');
    expect(catalogue.preferred({ ...wish, use: 'video' })?.id).toBe('modelslab/video');
    expect(catalogue.preferred({ ...wish, use: '3d' })).toBeUndefined();
  });

  test('takes every file that is given, and needs none that is not', async () => {
    const catalogue = await openCatalogue([
      modelOf({ id: 'modelslab/words' }),
      modelOf({
        id: 'modelslab/masked',
        inputs: [rule('image', { required: true }), rule('mask', { required: true })],
      }),
      modelOf({ id: 'modelslab/image', inputs: [rule('image', { required: true })] }),
      modelOf({ id: 'modelslab/mixed', inputs: [rule('image'), rule('reference', { most: 2 })] }),
    ]);
    const preferred = (...roles: InputRole[]) => catalogue.preferred({ use: 'imagine', roles, hasPrompt: true })?.id;
    expect(preferred()).toBe('modelslab/words');
    expect(preferred('image')).toBe('modelslab/image');
    expect(preferred('mask', 'image')).toBe('modelslab/masked');
    expect(preferred('image', 'image')).toBeUndefined();
    expect(preferred('reference', 'reference')).toBe('modelslab/mixed');
    expect(preferred('reference', 'reference', 'reference')).toBeUndefined();
    expect(preferred('mask')).toBeUndefined();
  });

  test('needs no prompt where there is none, and takes the one that there is', async () => {
    const catalogue = await openCatalogue([
      modelOf({ id: 'modelslab/none', prompt: { need: 'none' } }),
      modelOf({ id: 'modelslab/needed', prompt: { need: 'required' } }),
      modelOf({ id: 'modelslab/welcome', prompt: { need: 'optional' }, uses: ['edit'] }),
    ]);
    const preferred = (use: 'imagine' | 'edit', hasPrompt: boolean) =>
      catalogue.preferred({ use, roles: [], hasPrompt })?.id;
    expect(preferred('imagine', true)).toBe('modelslab/needed');
    expect(preferred('imagine', false)).toBe('modelslab/none');
    expect(preferred('edit', true)).toBe('modelslab/welcome');
    expect(preferred('edit', false)).toBe('modelslab/welcome');
  });

  test('is never one for age-restricted channels', async () => {
    const catalogue = await openCatalogue([modelOf({ id: 'modelslab/bare', nsfw: true }), modelOf()]);
    expect(catalogue.preferred({ use: 'imagine', roles: [], hasPrompt: true })?.id).toBe('modelslab/flux');
  });
});

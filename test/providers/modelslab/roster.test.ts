import { describe, expect, it } from 'vitest';
import { complaintsOf } from '#domain/complaints.ts';
import type { InputRole } from '#domain/input.ts';
import type { Use } from '#domain/use.ts';
import { endpointOf, MODELS } from '#providers/modelslab/roster.ts';
import { fileOf, requestOf, submitOf } from './bench.ts';

const file = { path: 'a', mediaType: 'image/png', extension: 'png', bytes: 3 };
const inputsOf = (roles: readonly InputRole[]) => roles.map((role) => ({ role, file, name: 'a.png' }));

/** The first model, in the order of the roster, that takes this much and no more. */
function firstFor(use: Use, roles: readonly InputRole[]) {
  const fits = MODELS.filter(
    (model) => complaintsOf(requestOf({ use, model: model.id, inputs: inputsOf(roles) }), model).length === 0,
  );
  return fits[0]?.id;
}

it('every model has a way, with and without each of its optional files', () => {
  for (const model of MODELS) {
    const required = model.inputs.filter((rule) => rule.required);
    for (const rules of [required, model.inputs]) {
      const inputs = rules.map(({ role }) => fileOf(role));
      expect([model.id, endpointOf(submitOf(requestOf({ model: model.id }), { inputs }))?.route]).toStrictEqual([
        model.id,
        model.route,
      ]);
    }
  }
});

describe('what is taken when a member chooses no model', () => {
  it.each<[Use, readonly InputRole[], string]>([
    ['imagine', [], 'modelslab/flux'],
    ['imagine', ['image'], 'modelslab/sdxl'],
    ['edit', ['image'], 'modelslab/flux-kontext-dev'],
    ['edit', ['image', 'reference'], 'modelslab/flux-kontext-dev'],
    ['edit', ['image', 'reference', 'reference'], 'modelslab/qwen-edit-2511'],
    ['edit', ['image', 'mask'], 'modelslab/inpaint'],
  ])('%s with %j → %s', (use, roles, id) => {
    expect(firstFor(use, roles)).toBe(id);
  });
});

it.each(['imagine', 'edit', 'upscale', 'removebg'] satisfies Use[])('there is a model to %s with', (use) => {
  expect(MODELS.filter(({ uses }) => uses.includes(use)).length).toBeGreaterThan(0);
});

it('Discord can show the name and the id of every model', () => {
  for (const { id, label } of MODELS) {
    expect(id.length).toBeLessThanOrEqual(100);
    expect(label.length).toBeLessThanOrEqual(100);
  }
});

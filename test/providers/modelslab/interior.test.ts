import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SubmitInput } from '#domain/ports/provider.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { connect, fixture, KEY, WEBHOOK } from './bench.ts';
import { at, sentTo } from './sent.ts';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

const FULL = { negative: 'clutter', seed: 9, strength: 0.5 } as const;
const WORDS = { prompt: 'a lighthouse at dusk', negative_prompt: 'clutter', seed: 9 };

it.each<[string, string, object, readonly SubmitInput['role'][], object]>([
  ['interior', 'make', FULL, ['image'], { ...WORDS, strength: 5 }],
  ['room-decorator', 'room_decorator', FULL, ['image'], { ...WORDS, strength: 0.5 }],
  [
    'floor-planning',
    'floor_planning',
    { ...FULL, target: 'kitchen' },
    ['image'],
    { ...WORDS, strength: 0.5, specific_object: 'kitchen' },
  ],
  ['sketch-rendering', 'sketch_rendering', FULL, ['image'], { ...WORDS, strength: 0.5 }],
  ['exterior-restorer', 'exterior_restorer', FULL, ['image'], { ...WORDS, strength: 0.5 }],
  [
    'scenario-changer',
    'scenario_changer',
    { ...FULL, style: 'taiga' },
    ['image'],
    { ...WORDS, strength: 0.5, scenario: 'taiga' },
  ],
  [
    'interior-mixer',
    'interior_mixer',
    { negative: 'clutter', seed: 9, aspect: '16:9' },
    ['image', 'reference'],
    { ...WORDS, object_image: at('reference'), width: 2048, height: 1152 },
  ],
])('%s sends exactly what interior/%s takes', async (model, name, options, roles, own) => {
  const { path, body, submission } = await sentTo(service, model, { options, roles });
  expect(path).toBe(`v6/interior/${name}`);
  expect(body).toStrictEqual({ key: KEY, init_image: at('image'), ...own, webhook: WEBHOOK });
  expect(submission).toMatchObject({ task: { family: 'interior' } });
});

it('interior-object-removal sends the object by name, and no words besides', async () => {
  const wish = { options: { target: 'the sofa' }, roles: ['image'], prompt: undefined } as const;
  const { path, body } = await sentTo(service, 'interior-object-removal', wish);
  expect(path).toBe('v6/interior/object_removal');
  expect(body).toStrictEqual({ key: KEY, init_image: at('image'), object_name: 'the sofa', webhook: WEBHOOK });
});

it.each([
  [0, 1],
  [0.04, 1],
  [0.55, 6],
  [1, 10],
])('a strength of %f is %i of the ten steps of make', async (strength, steps) => {
  const { body } = await sentTo(service, 'interior', { options: { strength }, roles: ['image'] });
  expect(body).toMatchObject({ strength: steps });
});

it('a strength that was not chosen is not sent', async () => {
  const { body } = await sentTo(service, 'interior', { roles: ['image'] });
  expect(Object.keys(body ?? {}).toSorted()).toStrictEqual(['init_image', 'key', 'prompt', 'webhook']);
});

it('its tasks are asked for below interior', async () => {
  service.answer(200, fixture('fetch-done.json'));
  const answer = await connect(service.apiUrl).poll({ family: 'interior', taskId: '44' });
  expect(service.seen[0]).toMatchObject({ path: '/api/v6/interior/fetch/44', body: { key: KEY } });
  expect(answer).toMatchObject({ outcome: 'settled', settlement: { outcome: 'succeeded' } });
});

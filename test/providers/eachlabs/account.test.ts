import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LocalService } from '#test/providers/local-service.ts';
import { closedOrigin, startService } from '#test/providers/local-service.ts';
import { connect, fixture, KEY } from './bench.ts';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

it('the account tells its balance in dollars', async () => {
  service.answer(200, fixture('balance'));
  expect(await connect(service.apiUrl).account?.()).toStrictEqual({ balance: { amount: 53.475, currency: 'USD' } });
  const [seen] = service.seen;
  expect([seen?.method, seen?.path]).toStrictEqual(['GET', '/api/v1/billing/balance']);
  expect(seen?.headers.authorization).toBe(`Bearer ${KEY}`);
});

it.each([
  [401, '{}'],
  [404, '{"error":"not found"}'],
  [503, '{"status":503,"error":"service unavailable"}'],
  [200, '{}'],
  [200, '<html></html>'],
])('a balance that cannot be told is never a zero: HTTP %i %s', async (status, body) => {
  service.answer(status, body);
  await expect(connect(service.apiUrl).account?.()).rejects.toThrow();
});

it('a prediction is asked to stop, and what is answered does not matter', async () => {
  for (const [status, body] of [
    [200, '{"status":"cancelled"}'],
    [404, '{}'],
    [500, '<html>'],
  ] as const) {
    service.answer(status, body);
    await connect(service.apiUrl).cancel?.({ family: 'predictions', taskId: 'p1' });
  }
  const asked = service.seen.map(({ method, path, body }) => [method, path, body]);
  expect(asked).toStrictEqual(Array.from({ length: 3 }, () => ['POST', '/api/v1/prediction/p1/cancel', null]));
  await connect(await closedOrigin()).cancel?.({ family: 'predictions', taskId: 'p1' });
});

it('a workflow’s run cannot be stopped, so nothing is asked', async () => {
  await connect(service.apiUrl).cancel?.({ family: 'workflows', taskId: 'e1' });
  expect(service.seen).toStrictEqual([]);
});

it('polls come every 3 to 10 s alone and more rarely behind callbacks, without end', () => {
  const { pollDelayMs } = connect(service.apiUrl);
  const waits = (expectsCallback: boolean) =>
    [0, 1, 2, 3, 9, 500].map((poll) => pollDelayMs(poll, { family: 'predictions', expectsCallback }));
  expect(waits(false)).toStrictEqual([3_000, 3_000, 5_000, 5_000, 10_000, 10_000]);
  expect(waits(true)).toStrictEqual([15_000, 15_000, 30_000, 30_000, 30_000, 30_000]);
});

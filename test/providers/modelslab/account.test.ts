import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { connect, fixture, KEY } from './bench.ts';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

const account = (wallet: string, count: string, status = 200) => {
  service.respond((response, { path }) => {
    response.writeHead(status).end(path === '/api/wallet_balance' ? wallet : count);
  });
  return connect(service.apiUrl).account?.();
};

it('the account tells balance and jobs in flight, asked for with the key alone', async () => {
  expect(await account(fixture('wallet-balance.json'), fixture('request-count.json'))).toStrictEqual({
    balance: { amount: 43.6, currency: 'USD' },
    inFlight: 3,
  });
  expect(service.seen.map(({ method, path, body }) => ({ method, path, body }))).toStrictEqual(
    expect.arrayContaining([
      { method: 'POST', path: '/api/wallet_balance', body: { key: KEY } },
      { method: 'POST', path: '/api/v6/processing/request_count', body: { key: KEY } },
    ]),
  );
});

it.each([
  ['{"balance":"12.50"}', '{}', { balance: { amount: 12.5, currency: 'USD' } }],
  ['{"data":{"balance":-1,"currency":null}}', '', { balance: { amount: -1, currency: 'USD' } }],
  ['<html>', '{"processing_count":"4"}', { inFlight: 4 }],
])('a part that is not told is absent, a part told otherwise is read: %s, %s', async (wallet, count, expected) => {
  expect(await account(wallet, count)).toStrictEqual(expected);
});

it('an account of which nothing is told throws, without the key', async () => {
  const error = await account(`{"status":"error","message":"${KEY}"}`, '', 401)?.catch((fault: unknown) => fault);
  expect(String(error)).toMatch('ModelsLab does not tell about the account: HTTP 401');
  expect(String(error)).not.toContain(KEY);
});

import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalService } from '#test/providers/local-service.ts';
import { closedOrigin, startService } from '#test/providers/local-service.ts';
import { connect, fixture, KEY, SCHNELL, SECRET, signedOf, submitOf, TASK, TRACK_ID, WEBHOOK } from './bench.ts';

const SUBMIT = submitOf(SCHNELL);
const SECRET_PATH = '/api/v1/webhooks/default/secret';
const FIXTURES = readdirSync(new URL('../../fixtures/replicate/', import.meta.url)).flatMap((name) =>
  name.endsWith('.json') ? name.slice(0, -'.json'.length) : [],
);

/** What a service might echo, alone, in sentences, in addresses, in every field. */
const ECHO = [KEY, SECRET, `https://a.example/?key=${KEY}`, JSON.stringify({ KEY, SECRET })].join(' ');
const ECHOES: readonly (string | object)[] = [
  ECHO,
  { title: ECHO, detail: ECHO, status: 422 },
  ...['starting', 'succeeded', 'failed', KEY, SECRET].map((status) => ({
    status,
    id: KEY,
    output: [`https://a.example/?key=${KEY}`, `https://a.example/${SECRET}`, ECHO],
    error: ECHO,
    detail: ECHO,
  })),
];

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

/** Everything that one answer makes the room say, in outcomes and its log; the secret is configured or fetched. */
async function saidAbout(body: string | object, status: number, webhookSecret: string | null): Promise<string> {
  const warnings: object[] = [];
  const replicate = connect(service.apiUrl, { warnings, webhookSecret });
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  service.respond((response, { path }) => {
    if (path === SECRET_PATH) response.writeHead(200).end(fixture('secret'));
    else response.writeHead(status).end(text);
  });
  const outcomes: unknown[] = [
    await replicate.submit(SUBMIT),
    await replicate.poll(TASK),
    replicate.readCallback(signedOf(text)),
    replicate.readCallback({ ...signedOf(text), headers: { 'webhook-id': KEY, 'webhook-signature': SECRET } }),
  ];
  return JSON.stringify([outcomes, warnings]);
}

describe('the key and the secret of callbacks are in nothing that leaves this room', () => {
  it.each([200, 201, 400, 401, 404, 429, 500])('though the service echoes them, under HTTP %i', async (status) => {
    for (const echo of ECHOES) {
      for (const webhookSecret of [SECRET, null]) {
        const said = await saidAbout(echo, status, webhookSecret);
        expect(said).not.toContain(KEY);
        expect(said).not.toContain(SECRET);
      }
    }
  });

  it('nor in any outcome of a known body', async () => {
    for (const name of FIXTURES) {
      const said = await saidAbout(fixture(name), 200, null);
      expect(said).not.toContain(KEY);
      expect(said).not.toContain(SECRET);
    }
  });

  it('nor in what is said of a secret that came under another status', async () => {
    const warnings: object[] = [];
    service.answer(500, fixture('secret'));
    const submission = await connect(service.apiUrl, { warnings, webhookSecret: null }).submit(SUBMIT);
    expect(JSON.stringify([submission, warnings])).not.toContain(SECRET);
  });

  it('nor in what is said of faults of the network', async () => {
    const warnings: object[] = [];
    const faults: unknown[] = [await connect(await closedOrigin(), { warnings, webhookSecret: null }).submit(SUBMIT)];
    service.respond((response) => response.socket?.resetAndDestroy());
    faults.push(await connect(service.apiUrl).submit(SUBMIT));
    service.respond(() => {});
    faults.push(await connect(service.apiUrl, { submitTimeoutMs: 100 }).submit(SUBMIT));
    expect(JSON.stringify([faults, warnings])).not.toContain(KEY);
    expect(JSON.stringify([faults, warnings])).not.toContain(SUBMIT.request.prompt);
  });

  it('and the secret is never sent', async () => {
    await saidAbout(fixture('submit-starting'), 201, SECRET);
    await saidAbout(fixture('submit-starting'), 201, null);
    expect(JSON.stringify(service.seen)).not.toContain(SECRET);
  });
});

it.each([400, 429, 500])('the track id is in no detail: HTTP %i', async (status) => {
  service.answer(status, { detail: `cannot call ${WEBHOOK} (${TRACK_ID})`, status });
  expect(JSON.stringify(await connect(service.apiUrl).submit(SUBMIT))).not.toContain(TRACK_ID);
});

import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { webhookSecretOf } from '#providers/eachlabs/webhook-secret.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { closedOrigin, startService } from '#test/providers/local-service.ts';
import {
  callbackOf,
  connect,
  fixture,
  JOB_ID,
  KEY,
  known,
  submitOf,
  TRACK_ID,
  WEBHOOK,
  WEBHOOK_SECRET,
} from './bench.ts';

const SUBMIT = submitOf(known('nano-banana-pro'), { webhookUrl: WEBHOOK });
const JOB_SECRET = webhookSecretOf(JOB_ID, WEBHOOK_SECRET);
const FIXTURES = readdirSync(new URL('../../fixtures/eachlabs/', import.meta.url)).flatMap((name) =>
  name.endsWith('.json') ? name.slice(0, -'.json'.length) : [],
);

/** What a service might echo, alone, in sentences, in addresses, in every field. */
const ECHO = [KEY, WEBHOOK_SECRET, `https://a.example/?key=${KEY}`, JSON.stringify({ KEY })].join(' ');
const ECHOES: readonly (string | object)[] = [
  ECHO,
  ...['succeeded', 'success', 'completed', 'error', 'failed', 'running', KEY].flatMap((status) => [
    { status, id: KEY, output: [`https://a.example/?key=${KEY}`, ECHO], logs: ECHO },
    { status, predictionID: WEBHOOK_SECRET, output: { error_message: ECHO, error_code: KEY, error: ECHO } },
    { status, execution_id: KEY, output: ECHO, error: ECHO, error_cause: ECHO, details: ECHO },
  ]),
];

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

/** Everything that one answer makes the room say, in outcomes, errors and its log. */
async function saidAbout(body: string | object, status: number): Promise<string> {
  const warnings: object[] = [];
  const eachlabs = connect(service.apiUrl, { warnings });
  service.answer(status, body);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const outcomes: unknown[] = [
    await eachlabs.submit(SUBMIT),
    await eachlabs.poll({ family: 'predictions', taskId: 'p1' }),
    eachlabs.readCallback(callbackOf(text, { 'x-webhook-secret': JOB_SECRET })),
    eachlabs.readCallback(callbackOf(text, { [`x-${KEY}`]: KEY, 'x-webhook-secret': KEY })).news,
    await eachlabs.listModels?.().catch(String),
    await eachlabs.account?.().catch(String),
  ];
  return JSON.stringify([outcomes, warnings]);
}

describe('the key and the secret of all callbacks are in nothing that leaves this room', () => {
  it.each([200, 202, 400, 401, 404, 429, 500])('though the service echoes them, under HTTP %i', async (status) => {
    for (const echo of ECHOES) {
      const said = await saidAbout(echo, status);
      expect(said).not.toContain(KEY);
      expect(said).not.toContain(WEBHOOK_SECRET);
    }
  });

  it('nor in any outcome of a recorded body', async () => {
    for (const name of FIXTURES) expect(await saidAbout(fixture(name), 200)).not.toContain(KEY);
  });

  it('nor in what is said of faults of the network', async () => {
    const absent = connect(await closedOrigin());
    const faults: unknown[] = [await absent.submit(SUBMIT), await absent.listModels?.().catch(String)];
    service.respond((response) => response.socket?.resetAndDestroy());
    faults.push(await connect(service.apiUrl).submit(SUBMIT));
    service.respond(() => {});
    faults.push(await connect(service.apiUrl, { submitTimeoutMs: 100 }).submit(SUBMIT));
    expect(JSON.stringify(faults)).not.toContain(KEY);
    expect(JSON.stringify(faults)).not.toContain(JOB_SECRET);
    expect(JSON.stringify(faults)).not.toContain(SUBMIT.request.prompt);
  });

  it('and the secret of all callbacks is never sent', async () => {
    service.answer(200, fixture('submit-accepted'));
    await connect(service.apiUrl).submit(SUBMIT);
    expect(JSON.stringify(service.seen)).not.toContain(WEBHOOK_SECRET);
  });
});

it.each([400, 429, 500])('the track id and the job’s secret are in no detail: HTTP %i', async (status) => {
  service.answer(status, { error: `cannot call ${WEBHOOK} (${TRACK_ID}) signed with ${JOB_SECRET}` });
  const said = JSON.stringify(await connect(service.apiUrl).submit(SUBMIT));
  expect(said).not.toContain(TRACK_ID);
  expect(said).not.toContain(JOB_SECRET);
});

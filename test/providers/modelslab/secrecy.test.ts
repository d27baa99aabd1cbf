import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalService } from '#test/providers/local-service.ts';
import { closedOrigin, startService } from '#test/providers/local-service.ts';
import { callbackOf, connect, fixture, hiddenFileOf, KEY, requestOf, submitOf } from './bench.ts';

const SUBMIT = submitOf(requestOf(), { webhookUrl: 'https://bot.example/webhooks/modelslab/2gs_image' });
const FIXTURES = readdirSync(new URL('../../fixtures/modelslab/', import.meta.url)).filter(
  (name) => !name.endsWith('.md'),
);

/** What a service might echo: the key and the track id, alone, in sentences, in addresses, in every field. */
const ECHO = `${KEY} https://a.example/?key=${KEY} ${SUBMIT.trackId} ${JSON.stringify({ key: KEY })}`;
const ECHOES: readonly (string | object)[] = [
  ECHO,
  ...['success', 'processing', 'failed', 'error', KEY].flatMap((status) => [
    { status, message: ECHO, id: KEY, output: [`https://a.example/?key=${KEY}`], fetch_result: ECHO },
    { status, messege: { key: [ECHO] }, track_id: SUBMIT.trackId, meta: { model_id: KEY, id: KEY, track_id: ECHO } },
    { status, error: { message: ECHO }, eta: 1, id: 5, proxy_links: { 0: `https://a.example/${KEY}.png` } },
  ]),
];

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

/** Everything that one answer makes the room say, in outcomes and in its log. */
async function saidAbout(body: string | object, status: number): Promise<string> {
  const warnings: object[] = [];
  const modelslab = connect(service.apiUrl, { warnings });
  service.answer(status, body);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const told = (promise: Promise<unknown>) => promise.catch((error: unknown) => String(error));
  const outcomes = [
    await modelslab.submit(SUBMIT),
    await modelslab.submit({ ...SUBMIT, inputs: [hiddenFileOf('image')] }),
    await modelslab.poll({ family: 'images', taskId: '5' }),
    await modelslab.poll({ family: 'caption', taskId: '5' }),
    modelslab.readCallback(callbackOf(text)),
    await told(modelslab.listModels?.() ?? Promise.resolve()),
    await told(modelslab.account?.() ?? Promise.resolve()),
  ];
  return JSON.stringify([outcomes, warnings]);
}

describe('the key is in nothing that leaves this room', () => {
  it.each([200, 400, 401, 429, 500])('though the service echoes it everywhere, under HTTP %i', async (status) => {
    for (const echo of ECHOES) expect(await saidAbout(echo, status)).not.toContain(KEY);
  });

  it('nor in any outcome of a recorded body', async () => {
    for (const name of FIXTURES) expect(await saidAbout(fixture(name), 200)).not.toContain(KEY);
  });

  it('nor in what is said of faults of the network', async () => {
    const absent = connect(`${await closedOrigin()}/api`);
    const faults: object[] = [await absent.submit(SUBMIT), await absent.poll({ family: 'images', taskId: '5' })];
    service.respond((response) => response.socket?.resetAndDestroy());
    faults.push(await connect(service.apiUrl).submit(SUBMIT));
    service.respond((response) => response.writeHead(200, { 'content-length': 9 }).end('{'));
    faults.push(await connect(service.apiUrl).submit(SUBMIT));
    service.respond(() => {});
    faults.push(await connect(service.apiUrl, { submitTimeoutMs: 100 }).submit(SUBMIT));
    expect(faults).toHaveLength(5);
    expect(JSON.stringify(faults)).not.toContain(KEY);
    expect(JSON.stringify(faults)).not.toContain(SUBMIT.request.prompt);
  });
});

describe('the track id, which is a key to one job,', () => {
  it.each([
    { status: 'error', message: `track_id ${SUBMIT.trackId} is too long` },
    { status: 'error', message: `cannot reach https://bot.example/webhooks/modelslab/${SUBMIT.trackId}` },
    { status: 'failed', message: `job ${SUBMIT.trackId} broke`, track_id: SUBMIT.trackId },
  ])('is in no detail: %j', async (body) => {
    service.answer(200, body);
    expect(JSON.stringify(await connect(service.apiUrl).submit(SUBMIT))).not.toContain(SUBMIT.trackId);
  });

  it('is in no detail of a poll or callback that echoes it', async () => {
    const body = { status: 'failed', message: `job ${SUBMIT.trackId} broke`, meta: { track_id: SUBMIT.trackId } };
    service.answer(200, body);
    const modelslab = connect(service.apiUrl);
    const outcomes = [
      await modelslab.poll({ family: 'images', taskId: '5' }),
      modelslab.readCallback(callbackOf(JSON.stringify(body))),
    ];
    expect(JSON.stringify(outcomes)).toContain('broke');
    expect(JSON.stringify(outcomes)).not.toContain(SUBMIT.trackId);
  });
});

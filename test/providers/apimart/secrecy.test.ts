import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalService } from '#test/providers/local-service.ts';
import { closedOrigin, startService } from '#test/providers/local-service.ts';
import { callback, connect, fixture, hiddenFileOf, KEY, submitTo, TRACK_ID, WEBHOOK } from './bench.ts';

const SUBMIT = submitTo('gpt-image-2', {}, { webhookUrl: WEBHOOK });
const EDIT = submitTo('gpt-image-2', { use: 'edit' }, { webhookUrl: WEBHOOK, inputs: [hiddenFileOf('image')] });
const TASK = { family: 'images', taskId: 'task_A' };
const FIXTURES = readdirSync(new URL('../../fixtures/apimart/', import.meta.url)).filter(
  (name) => !name.endsWith('.md'),
);

/** What a service might echo: the key and the track id, alone, in sentences, in addresses, in every field. */
const ECHO = `${KEY} https://a.example/?key=${KEY} Bearer ${KEY} ${TRACK_ID} bot.example/webhooks/${TRACK_ID}/callback`;
const ECHOES: readonly (string | object)[] = [
  ECHO,
  { error: { message: ECHO, type: KEY, code: KEY } },
  { success: false, message: ECHO },
  { url: `ftp://a.example/${KEY}`, error: ECHO },
  ...['submitted', 'completed', 'failed', 'dreaming', KEY].flatMap((status) => [
    { data: [{ task_id: 'task_A', status, error: { message: ECHO } }] },
    { data: { id: KEY, status, error: ECHO, result: { images: [{ url: `https://a.example/?key=${KEY}` }] } } },
    { id: 'task_A', status, error: { message: ECHO, code: ECHO } },
  ]),
];

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

const told = async (question: Promise<unknown> | undefined): Promise<unknown> => {
  try {
    return await question;
  } catch (error) {
    return String(error);
  }
};

/** Everything that one answer makes the room say, in outcomes and in its log. */
async function saidAbout(body: string | object, status: number): Promise<string> {
  const warnings: object[] = [];
  const apimart = connect(service.apiUrl, { warnings });
  service.answer(status, body);
  const outcomes = [
    await apimart.submit(SUBMIT),
    await apimart.submit(EDIT),
    await apimart.submit(submitTo('gpt-4o-mini-tts')),
    await apimart.poll(TASK),
    apimart.readCallback(callback(typeof body === 'string' ? body : JSON.stringify(body))),
    await told(apimart.listModels?.()),
    await told(apimart.account?.()),
  ];
  return JSON.stringify([outcomes, warnings]);
}

describe('neither the key nor the track id is in anything that leaves this room', () => {
  it.each([200, 400, 401, 409, 429, 500])(
    'though the service echoes both everywhere, under HTTP %i',
    async (status) => {
      for (const echo of ECHOES) {
        const said = await saidAbout(echo, status);
        expect(said).not.toContain(KEY);
        expect(said).not.toContain(TRACK_ID);
      }
    },
  );

  it('nor in any outcome of a recorded body', async () => {
    for (const name of FIXTURES) expect(await saidAbout(fixture(name), 200)).not.toContain(KEY);
  });

  it('nor in what is said of faults of the network, and nor is the prompt', async () => {
    const absent = connect(await closedOrigin());
    const faults: object[] = [await absent.submit(SUBMIT), await absent.submit(EDIT), await absent.poll(TASK)];
    service.respond((response) => response.socket?.resetAndDestroy());
    faults.push(await connect(service.apiUrl).submit(SUBMIT));
    service.respond((response) => response.writeHead(200, { 'content-length': 9 }).end('{'));
    faults.push(await connect(service.apiUrl).submit(SUBMIT));
    service.respond(() => {});
    faults.push(await connect(service.apiUrl, { submitTimeoutMs: 100 }).submit(SUBMIT));
    expect(faults).toHaveLength(6);
    for (const secret of [KEY, TRACK_ID, 'lighthouse']) expect(JSON.stringify(faults)).not.toContain(secret);
  });
});

it('the key goes out in one header and nowhere else', async () => {
  service.answer(200, fixture('submit-array.json'));
  await connect(service.apiUrl).submit(SUBMIT);
  const { headers, path, raw } = service.seen[0] ?? {};
  const { authorization, ...others } = headers ?? {};
  expect(authorization).toBe(`Bearer ${KEY}`);
  expect(JSON.stringify([others, path, raw?.toString()])).not.toContain(KEY);
});

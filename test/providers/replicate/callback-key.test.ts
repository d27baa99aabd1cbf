import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { connect, fixture, KEY, SCHNELL, SECRET, signedOf, submitOf, TASK } from './bench.ts';

const SECRET_PATH = '/api/v1/webhooks/default/secret';
const CALLBACK = signedOf(fixture('poll-succeeded-array'));
const UNKNOWN = { news: 'nonsense', detail: 'the secret of callbacks is not known yet' };

let service: LocalService;
let warnings: object[];
beforeEach(async () => {
  service = await startService();
  warnings = [];
});
afterEach(() => service[Symbol.asyncDispose]());

/** The service as it is, apart from how it answers the question for the secret. */
function answerSecret(status: number, body: string): void {
  service.respond((response, { path }) => {
    const [code, text] = path === SECRET_PATH ? [status, body] : [201, fixture('submit-starting')];
    response.writeHead(code, { 'content-type': 'application/json' }).end(text);
  });
}

const asked = () => service.seen.filter(({ path }) => path === SECRET_PATH);
const unconfigured = () => connect(service.apiUrl, { webhookSecret: null, warnings });

describe('where no secret is configured', () => {
  it('it is asked for before the first submit, once, and callbacks are checked with it', async () => {
    answerSecret(200, fixture('secret'));
    const replicate = unconfigured();
    for (let i = 0; i < 3; i += 1) await replicate.submit(submitOf(SCHNELL));
    expect(service.seen.map(({ method, path }) => `${method} ${path}`)).toStrictEqual([
      `GET ${SECRET_PATH}`,
      ...Array.from({ length: 3 }, () => 'POST /api/v1/models/black-forest-labs/flux-schnell/predictions'),
    ]);
    expect(asked()[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(replicate.readCallback(CALLBACK)).toMatchObject({ news: 'ended' });
    expect(replicate.readCallback({ ...CALLBACK, headers: {} })).toMatchObject({ news: 'forged' });
    expect(warnings).toStrictEqual([]);
  });

  it('it is asked for once by submits that come together, and all of them wait for it', async () => {
    answerSecret(200, fixture('secret'));
    const replicate = unconfigured();
    await Promise.all([1, 2, 3].map(() => replicate.submit(submitOf(SCHNELL))));
    expect(asked()).toHaveLength(1);
    expect(service.seen[0]?.path).toBe(SECRET_PATH);
  });

  it('the first submit waits for it, because a fast model calls back at once', async () => {
    let answer = () => {};
    service.respond((response, { path }) => {
      const end = () => response.end(fixture(path === SECRET_PATH ? 'secret' : 'submit-starting'));
      if (path === SECRET_PATH) answer = end;
      else end();
    });
    const replicate = unconfigured();
    const submitted = replicate.submit(submitOf(SCHNELL));
    // A question of its own there and back: whatever was sent along with that for the secret has arrived.
    while (asked().length === 0) await replicate.poll(TASK);
    await replicate.poll(TASK);
    expect(service.seen.filter(({ method }) => method === 'POST')).toStrictEqual([]);
    answer();
    expect(await submitted).toMatchObject({ outcome: 'accepted' });
  });

  it('it is not asked for where nothing can call back', async () => {
    answerSecret(200, fixture('secret'));
    await unconfigured().submit(submitOf(SCHNELL, { webhookUrl: null }));
    expect(asked()).toHaveLength(0);
  });

  it('a callback that comes before it is known is neither believed nor refused, signed or not', () => {
    expect(unconfigured().readCallback(CALLBACK)).toStrictEqual(UNKNOWN);
    expect(unconfigured().readCallback({ ...CALLBACK, headers: {} })).toStrictEqual(UNKNOWN);
  });
});

describe('a secret that cannot be had', () => {
  it.each([
    [401, fixture('error-401')],
    [500, '<html></html>'],
    [500, fixture('secret')],
    [200, '<html></html>'],
    [200, '{}'],
    [200, '{"key":""}'],
    [200, '{"key":"whsec_"}'],
    [200, '{"key":"whsec_short"}'],
    [200, '{"key":"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}'],
  ])('holds no submit up, is told, and no callback is believed: HTTP %i %s', async (status, body) => {
    answerSecret(status, body);
    const replicate = unconfigured();
    expect(await replicate.submit(submitOf(SCHNELL))).toMatchObject({ outcome: 'accepted' });
    expect(replicate.readCallback(CALLBACK)).toStrictEqual(UNKNOWN);
    expect(warnings).toHaveLength(1);
  });

  it('is asked for again before the next submit', async () => {
    answerSecret(503, '{}');
    const replicate = unconfigured();
    await replicate.submit(submitOf(SCHNELL));
    answerSecret(200, fixture('secret'));
    await replicate.submit(submitOf(SCHNELL));
    expect(asked()).toHaveLength(2);
    expect(replicate.readCallback(CALLBACK)).toMatchObject({ news: 'ended' });
  });
});

it('a secret that is configured is never asked for', async () => {
  answerSecret(200, '{"key":"whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}');
  const replicate = connect(service.apiUrl, { webhookSecret: SECRET });
  expect(replicate.readCallback(CALLBACK)).toMatchObject({ news: 'ended' });
  await replicate.submit(submitOf(SCHNELL));
  expect(asked()).toHaveLength(0);
  expect(replicate.readCallback(CALLBACK)).toMatchObject({ news: 'ended' });
});

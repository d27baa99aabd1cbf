import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webhookSecretOf } from '#providers/eachlabs/webhook-secret.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { bytes, callbackOf, connect, fixture, JOB_ID, known, submitOf, WEBHOOK, WEBHOOK_SECRET } from './bench.ts';

const BODY = fixture('webhook-succeeded-list');
const OTHER_JOB = '01jd0000000000000000000002';

let service: LocalService;
let secret: string;
let otherSecret: string;
beforeAll(async () => {
  service = await startService();
  secret = await secretSentFor(JOB_ID);
  otherSecret = await secretSentFor(OTHER_JOB);
});
afterAll(() => service[Symbol.asyncDispose]());

/** The secret of a job as the service learns it: by the submit. */
async function secretSentFor(jobId: string): Promise<string> {
  service.answer(200, fixture('submit-accepted'));
  const submit = submitOf(known('nano-banana-pro'), { webhookUrl: WEBHOOK });
  await connect(service.apiUrl).submit({ ...submit, jobId });
  const body = service.seen.at(-1)?.body;
  return typeof body === 'object' && body && 'webhook_secret' in body ? String(body.webhook_secret) : '';
}

const hmac = (text: string, key: string): string => createHmac('sha256', key).update(text).digest('hex');

const read = (headers: Record<string, string | readonly string[]>, body: string | Uint8Array = BODY) =>
  connect('https://api.eachlabs.ai').readCallback(callbackOf(body, headers));

it('every job has a secret of its own, the same after a restart, that does not tell ours', async () => {
  expect(secret).toMatch(/^[0-9a-f]{64}$/);
  expect(otherSecret).not.toBe(secret);
  expect(await secretSentFor(JOB_ID)).toBe(secret);
  expect(secret).not.toContain(WEBHOOK_SECRET);
  expect(webhookSecretOf(JOB_ID, WEBHOOK_SECRET)).toBe(secret);
  expect(webhookSecretOf(JOB_ID, `${WEBHOOK_SECRET}x`)).not.toBe(secret);
});

describe('a callback is the service’s', () => {
  it('when it carries the job’s secret', () => {
    expect(read({ 'x-webhook-secret': secret })).toMatchObject({ news: 'ended', taskId: 'p1' });
  });

  it.each(['x-webhook-signature', 'x-signature', 'x-eachlabs-signature'])(
    'when %s signs the raw body with it, with or without the name of the hash',
    (name) => {
      const signature = hmac(BODY, secret);
      expect(read({ [name]: signature })).toMatchObject({ news: 'ended' });
      expect(read({ [name]: `sha256=${signature}` })).toMatchObject({ news: 'ended' });
      expect(read({ [name]: `sha256=${signature.toUpperCase()}` })).toMatchObject({ news: 'ended' });
    },
  );

  it('when the signature is over timestamp and body, and the service sends all three headers', () => {
    const headers = {
      'x-webhook-timestamp': '1789994667',
      'x-webhook-signature': `sha256=${hmac(`1789994667.${BODY}`, secret)}`,
    };
    expect(read(headers)).toMatchObject({ news: 'ended' });
    expect(read({ ...headers, 'x-webhook-secret': secret })).toMatchObject({ news: 'ended' });
  });

  it('when the body is signed byte by byte, whatever its spacing and characters', () => {
    const body = `{ "status" : "succeeded",\r\n "exec_id":"ü-1", "output":"https://cdn-us.eachlabs.ai/ü.png" }`;
    expect(read({ 'x-webhook-signature': hmac(body, secret) }, body)).toMatchObject({ news: 'ended' });
  });
});

describe('a callback is believed too', () => {
  it.each([
    ['carries', { 'x-webhook-secret': WEBHOOK_SECRET }],
    ['is signed with', { 'x-webhook-signature': hmac(BODY, WEBHOOK_SECRET) }],
  ])('when it %s the configured secret, which is never sent and so known to who was told it', (_, headers) => {
    expect(read(headers)).toMatchObject({ news: 'ended' });
  });
});

describe('a callback is forged', () => {
  const forged = { news: 'forged' };

  it('without any header', () => {
    expect(read({})).toStrictEqual({ news: 'forged', detail: 'no header signs it' });
  });

  it.each([
    ['a wrong secret', () => ({ 'x-webhook-secret': `${secret.slice(0, -1)}x` })],
    ['another job’s secret', () => ({ 'x-webhook-secret': otherSecret })],
    ['an empty secret', () => ({ 'x-webhook-secret': '' })],
    ['the secret where a signature belongs', () => ({ 'x-webhook-signature': secret })],
    ['a signature where the secret belongs', () => ({ 'x-webhook-secret': hmac(BODY, secret) })],
    ['a signature by another job’s secret', () => ({ 'x-webhook-signature': hmac(BODY, otherSecret) })],
    ['a signature of another body', () => ({ 'x-webhook-signature': hmac(`${BODY} `, secret) })],
    ['a header that signs nothing', () => ({ 'x-request-id': hmac(BODY, secret) })],
    [
      'a signature for another time',
      () => ({ 'x-webhook-timestamp': '1789994668', 'x-webhook-signature': hmac(`1789994667.${BODY}`, secret) }),
    ],
    ['no secret among several', () => ({ 'x-webhook-secret': [otherSecret, ''] })],
  ])('with %s', (_, headers) => {
    expect(read(headers())).toMatchObject(forged);
  });

  it('when a single byte of the signed body has changed', () => {
    const altered = bytes(BODY);
    altered[20] = (altered[20] ?? 0) ^ 1;
    const headers = { 'x-webhook-signature': hmac(BODY, secret) };
    expect(read(headers, altered)).toMatchObject(forged);
  });

  it('and its headers are told by name only', () => {
    const { detail } = read({ 'x-new-signature': 'abc123', authorization: 'x', 'x-webhook-secret': 'leak' }) as {
      detail: string;
    };
    expect(detail).toBe('no header signs it: x-new-signature, x-webhook-secret');
  });
});

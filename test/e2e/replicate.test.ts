import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import type { LocalService, Seen } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { endOf, endsOf, imagine } from '#test/support/member.ts';
import { startSandbox } from '#test/support/sandbox.ts';

/** Of the check value of Standard Webhooks. */
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const MODEL = 'replicate/black-forest-labs/flux-schnell';
const PICTURE = readFileSync(new URL('../fixtures/media/still.webp', import.meta.url));

/** As much of Replicate as one prediction needs; it is `succeeded` when it is asked about. */
async function startReplicate() {
  const service = await startService();
  const submitted = Promise.withResolvers<Seen>();
  onTestFinished(() => service[Symbol.asyncDispose]());
  service.respond((response, seen) => {
    const { path } = seen;
    if (path === '/out-0.webp') return response.writeHead(200, { 'content-type': 'image/webp' }).end(PICTURE);
    const isSubmit = path.endsWith('/flux-schnell/predictions');
    if (isSubmit) response.once('close', () => submitted.resolve(seen));
    const answer = path.endsWith('/secret')
      ? { key: SECRET }
      : predictionOf(service, isSubmit ? 'starting' : 'succeeded');
    return response.writeHead(isSubmit ? 201 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  return { service, submitted: submitted.promise };
}

const predictionOf = ({ origin }: LocalService, status: string) => ({
  id: 'p1',
  status,
  output: status === 'succeeded' ? [`${origin}/out-0.webp`] : null,
  error: null,
});

const startBot = (service: LocalService, publicUrl: boolean) =>
  startSandbox({
    keysOf: [],
    publicUrl,
    env: {
      REPLICATE_API_KEY: 'r8_5f3a9c1e7b2d4f60',
      REPLICATE_API_URL: service.apiUrl,
      MEDIA_ALLOWED_HOSTS: new URL(service.origin).host,
    },
  });

/** POSTs a prediction, signed as the service signs. */
async function callBack(webhook: string, secret: string, prediction: object): Promise<number> {
  const content = JSON.stringify(prediction);
  const time = Math.floor(Date.now() / 1000);
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key).update(`msg_1.${time}.${content}`).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(time),
    'webhook-signature': `v1,${signature}`,
  };
  return (await fetch(webhook, { method: 'POST', headers, body: content })).status;
}

test('replicate: a signed callback brings the picture home once, a forged one is refused', async () => {
  const { service, submitted } = await startReplicate();
  const sandbox = await startBot(service, true);
  const card = await imagine(sandbox, { prompt: 'a red fox', model: MODEL, aspect: '16:9' });
  const { body } = await submitted;
  const webhook = typeof body === 'object' && body && 'webhook' in body ? String(body.webhook) : '';
  const [failed, succeeded] = [predictionOf(service, 'failed'), predictionOf(service, 'succeeded')];
  expect(await callBack(webhook, 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', failed)).toBe(404);
  expect(await callBack(webhook, SECRET, succeeded)).toBe(200);
  expect(await callBack(webhook, SECRET, failed)).toBe(200);
  const end = await endOf(sandbox, card);
  expect(end.attachments[0]?.content_type).toBe('image/webp');
  expect(endsOf(sandbox, card)).toHaveLength(1);
  expect(JSON.stringify(sandbox.bot.lines())).not.toContain(SECRET);
});

test('replicate: without a public address the result is asked for', async () => {
  const { service } = await startReplicate();
  const sandbox = await startBot(service, false);
  const end = await endOf(sandbox, await imagine(sandbox, { prompt: 'a red fox', model: MODEL }));
  expect(end.attachments[0]?.content_type).toBe('image/webp');
  expect(service.seen.filter(({ path }) => path.endsWith('/secret'))).toStrictEqual([]);
});

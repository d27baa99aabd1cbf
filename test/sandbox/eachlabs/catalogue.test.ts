import { expect, test } from 'vitest';
import { drawAs } from '#sandbox/media/picture.ts';
import { ask, startReceiver } from '#test/sandbox/services/receiver.ts';
import { call, startEachlabs, submit } from './service.ts';

const list = async (apiUrl: string, query: string) => ask(`${apiUrl}/v1/models?${query}`, { method: 'GET' });

test('models come in plain lists, without a key and without a total, until one is short', async () => {
  const { apiUrl } = await startEachlabs();
  const pages = await Promise.all(
    [0, 50, 100].map(async (offset) => Object((await list(apiUrl, `offset=${offset}`)).body)),
  );
  expect(pages.map(({ length }) => length)).toStrictEqual([50, 50, expect.any(Number)]);
  expect(pages[2].length).toBeLessThan(50);
  const slugs = pages.flat().map(({ slug }) => slug);
  expect(new Set(slugs).size).toBe(slugs.length);
  expect(pages[0][0]).toStrictEqual({
    title: 'Nano Banana Pro',
    slug: 'nano-banana-pro',
    version: '0.0.1',
    output_type: 'array',
    request_schema: expect.objectContaining({ type: 'object', required: ['prompt'] }),
  });
  const found = await list(apiUrl, 'name=VEO3');
  expect(Object(found.body).map(({ slug }: { slug: string }) => slug)).toStrictEqual([
    'veo3-1-text-to-video',
    'veo3-1-image-to-video',
  ]);
  expect(await list(apiUrl, 'limit=501')).toMatchObject({ status: 400, body: { error: 'invalid limit parameter' } });
});

test('one model is told by its slug', async () => {
  const { apiUrl } = await startEachlabs();
  const one = (query: string) => ask(`${apiUrl}/v1/model?${query}`, { method: 'GET' });
  expect((await one('slug=imagen4-preview')).body).toMatchObject({
    request_schema: { properties: { seed: { type: 'string' } } },
  });
  expect((await one('')).status).toBe(400);
  expect((await one('slug=nope')).status).toBe(404);
});

test('a file is put where it was promised a place, with every header that was asked for, and then it is public', async () => {
  const eachlabs = await startEachlabs();
  const bytes = await drawAs({ prompt: 'a', seed: 1, width: 64, height: 64 }, 'png');
  const presigned = await call(eachlabs, 'upload/presign', { method: 'POST', body: { content_type: 'image/png' } });
  const { id, presigned_url, public_url, required_headers } = Object(presigned.body);
  expect(required_headers).toStrictEqual({ 'x-amz-meta-file-id': id });
  const put = (headers: Record<string, string>) =>
    fetch(presigned_url, { method: 'PUT', headers, body: new Uint8Array(bytes) });
  expect((await put({ 'content-type': 'image/png' })).status).toBe(403);
  expect((await put({ 'content-type': 'image/jpeg', ...required_headers })).status).toBe(403);
  expect((await fetch(public_url)).status).toBe(404);
  expect((await put({ 'content-type': 'image/png', ...required_headers })).status).toBe(200);
  expect(await (await fetch(public_url)).bytes()).toStrictEqual(new Uint8Array(bytes));
  await submit(eachlabs, { model: 'eachlabs-bg-remover-v1', input: { image_url: public_url } });
  expect((await eachlabs.waitForJob(({ state }) => state !== 'processing')).state).toBe('success');
  expect((await call(eachlabs, `files/${id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await call(eachlabs, `files/${id}`, { method: 'DELETE' })).status).toBe(404);
});

test('a workflow is triggered, asked about, and called back with what the question answers', async () => {
  const eachlabs = await startEachlabs();
  const receiver = await startReceiver();
  const { workflows } = Object((await call(eachlabs, 'workflows')).body);
  const detail = await call(eachlabs, `workflows/${workflows[0].slug}`);
  const [version] = Object(detail.body).versions;
  expect(version.definition.input_schema).toMatchObject({ required: ['prompt'] });
  const body = { inputs: { prompt: 'a poster' }, webhook_url: receiver.url, webhook_secret: 's' };
  const triggered = await call(eachlabs, `workflows/trigger/${workflows[0].id}/${version.version_id}`, {
    method: 'POST',
    body,
  });
  const { execution_id } = Object(triggered.body);
  expect([triggered.status, triggered.body]).toStrictEqual([202, { execution_id, status: 'queued' }]);
  const callback = await receiver.next(1);
  const told = await call(eachlabs, `workflows/executions/${execution_id}`);
  expect(told.body).toMatchObject({
    execution_id,
    status: 'completed',
    output: eachlabs.outputs(execution_id)[0],
    inputs: body.inputs,
  });
  expect(callback?.body).toStrictEqual(told.body);
  expect(callback?.headers).toMatchObject({ 'x-webhook-secret': 's' });
  expect((await call(eachlabs, 'workflows/trigger/nobody/v1', { method: 'POST', body })).status).toBe(404);
});

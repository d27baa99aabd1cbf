import { expect, test } from 'vitest';
import { postJson, servePage } from './serve-page.ts';
import { createStubWorld, JOB, message } from './stub-world.ts';

/** Reads the stream as a browser would: one parsed event per `data:` line. */
async function listen(origin: string) {
  const ending = new AbortController();
  const response = await fetch(`${origin}/page/events`, { signal: ending.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async (): Promise<unknown> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      const block = text.slice(0, end);
      if (end >= 0) text = text.slice(end + 2);
      if (end >= 0 && block.startsWith('data: ')) return JSON.parse(block.slice('data: '.length));
      if (end >= 0) continue;
      const chunk = await reader?.read();
      if (!chunk || chunk.done) throw new Error('the stream has ended');
      text += chunk.value;
    }
  };
  return { type: response.headers.get('content-type'), next, stop: () => ending.abort() };
}

test('news of the pretend Discord and of the providers reach the page, in order, whole', async () => {
  const world = createStubWorld();
  const stream = await listen(await servePage(world));
  expect(stream.type).toBe('text/event-stream');
  const created = { type: 'message', message: message('501', { content: 'two\n\nlines' }) } as const;
  world.tell(created);
  world.tellJob({ ...JOB, state: 'success' });
  expect(await stream.next()).toStrictEqual(created);
  expect(await stream.next()).toStrictEqual({ type: 'job', job: { ...JOB, state: 'success' } });
});

test('a change of the settings is told to every open page', async () => {
  const origin = await servePage(createStubWorld());
  const streams = await Promise.all([listen(origin), listen(origin)]);
  const response = await postJson(`${origin}/page/settings/eachlabs`, { rejectKey: true });
  const settings = { rejectKey: true, outOfCredit: false, down: 'no', generationMs: 4000 };
  expect(await response.json()).toStrictEqual(settings);
  const told = { type: 'settings', provider: 'eachlabs', settings };
  for (const stream of streams) expect(await stream.next()).toStrictEqual(told);
});

test('a page that leaves is no longer told anything', async () => {
  const world = createStubWorld();
  const origin = await servePage(world);
  const leaving = await listen(origin);
  await listen(origin);
  expect(world.listeners()).toBe(8);
  leaving.stop();
  await expect.poll(world.listeners).toBe(4);
});

import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createStage, hear, TRACK_ID } from '#test/http/stage.ts';

const PATH = `/webhooks/modelslab/${TRACK_ID}`;
const REQUEST = `POST ${PATH} HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\n{}`;

/** A store that stands still until it is told to go on. */
function standingStore() {
  const asked = Promise.withResolvers<void>();
  const go = Promise.withResolvers<'stored'>();
  const receive = () => {
    asked.resolve();
    return go.promise;
  };
  return { receive, asked: asked.promise, go: () => go.resolve('stored') };
}

describe('closing', () => {
  it('lets a running request finish, and then does not wait for its idle connection', async () => {
    const store = standingStore();
    const stage = await createStage(store);
    const socket = await stage.dial(REQUEST);
    await store.asked;
    const closed = stage.close({ graceMs: 25_000 });
    store.go();
    expect(await hear(socket)).toMatch(/^HTTP\/1\.1 200 .*\{"received":true\}$/s);
    await closed;
  });

  it('takes no new connection meanwhile', async () => {
    const store = standingStore();
    const stage = await createStage(store);
    const socket = await stage.dial(REQUEST);
    await store.asked;
    const closed = stage.close({ graceMs: 25_000 });
    await expect(stage.get('/health/live')).rejects.toThrow('fetch failed');
    store.go();
    await Promise.all([hear(socket), closed]);
  });

  it('ends what is still running after the grace', async () => {
    const store = standingStore();
    const stage = await createStage(store);
    const socket = await stage.dial(REQUEST);
    await store.asked;
    await stage.close({ graceMs: 50 });
    expect(await hear(socket).catch(() => '')).toBe('');
  });

  it('does not wait for connections that ask nothing', async () => {
    const stage = await createStage();
    await stage.get('/health/live');
    const socket = await stage.dial('GET /health/live HTTP/1.1\r\nhost: a\r\n\r\n');
    await hear(socket, '}}');
    await stage.close({ graceMs: 25_000 });
    await once(socket.resume(), 'close');
  });

  it('may be asked for again, and then waits for the same end', async () => {
    const store = standingStore();
    const stage = await createStage(store);
    const socket = await stage.dial(REQUEST);
    await store.asked;
    const ends: string[] = [];
    const first = stage.close({ graceMs: 25_000 }).then(() => ends.push('first'));
    const second = stage.close({ graceMs: 25_000 }).then(() => ends.push('second'));
    await expect(stage.get('/health/live')).rejects.toThrow('fetch failed');
    expect(ends).toStrictEqual([]);
    store.go();
    await Promise.all([hear(socket), first, second]);
    await stage.close({ graceMs: 0 });
  });
});

it('says when the address is taken', async () => {
  const stage = await createStage();
  await stage.close({ graceMs: 0 });
  const other = createServer().listen(stage.port, '127.0.0.1');
  await once(other, 'listening');
  await expect(stage.listen({ host: '127.0.0.1', port: stage.port })).rejects.toThrow('EADDRINUSE');
  other.close();
});

import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { wireShapes } from '#test/http/fuzz/wire.ts';
import { createStage, hear, TRACK_ID } from '#test/http/stage.ts';

const PATH = `/webhooks/modelslab/${TRACK_ID}`;
const REQUEST = `POST ${PATH} HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\n{}`;

/** Short enough to be waited for, by the event that ends them. */
const IMPATIENT = { headersTimeoutMs: 150, requestTimeoutMs: 150, lookEveryMs: 20 };

/** However it ends. */
const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.on('error', () => {});
    socket.once('close', () => resolve()).resume();
  });

describe('whatever a client writes, it is answered or hung up on, and the next callback is stored', () => {
  it.each(wireShapes(PATH))('%s', async (_what, text, answer) => {
    const stage = await createStage({ bounds: IMPATIENT });
    const socket = await stage.dial('');
    socket.on('error', () => {});
    socket.write(Buffer.from(text, 'latin1'));
    socket.end();
    const heard = await hear(socket).catch(() => '');
    if (answer === 'closed') expect(heard).toBe('');
    else expect(heard).toMatch(answer);
    expect(heard).not.toMatch(/HTTP\/1\.1 5/);
    expect(stage.log()).toBe('');
    expect((await stage.post(PATH)).status).toBe(200);
  });
});

it('requests in one packet are answered in their order', async () => {
  const stage = await createStage();
  const socket = await stage.dial(
    Array.from({ length: 50 }, (_, at) => REQUEST.replace('{}', String(10 + at))).join(''),
  );
  socket.end();
  expect((await hear(socket)).match(/HTTP\/1\.1 200 /g)).toHaveLength(50);
  expect(stage.received.map(({ body }) => Number(Buffer.from(body)))).toStrictEqual(
    Array.from({ length: 50 }, (_, at) => 10 + at),
  );
});

it('a sender who goes before the answer has its callback stored all the same, and harms nobody', async () => {
  const store = Promise.withResolvers<'stored'>();
  const stage = await createStage({ receive: () => store.promise });
  const socket = await stage.dial(REQUEST);
  await expect.poll(() => stage.received.length).toBe(1);
  const gone = closed(socket);
  socket.resetAndDestroy();
  await gone;
  store.resolve('stored');
  await expect.poll(() => stage.answers).toStrictEqual(['modelslab stored']);
  expect((await stage.post(PATH)).status).toBe(200);
  expect(stage.log()).toBe('');
});

describe('a client that takes its time is hung up on', () => {
  it.each([
    ['before it has said anything', ''],
    ['in the middle of the head', `POST ${PATH} HTTP/1.1\r\nhost: a\r\nx-`],
    ['in the middle of the body', `POST ${PATH} HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{"a":`],
    ['in the middle of a chunk', `POST ${PATH} HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"a`],
  ])('%s', async (_when, text) => {
    const stage = await createStage({ bounds: IMPATIENT });
    const socket = await stage.dial(text);
    expect(await hear(socket).catch(() => '')).toMatch(/^(?:HTTP\/1\.1 408 |$)/);
    expect(stage.received).toStrictEqual([]);
    expect(stage.log()).toBe('');
  });

  it('however slowly it drips', async () => {
    const stage = await createStage({ bounds: IMPATIENT });
    const socket = await stage.dial(`POST ${PATH} HTTP/1.1\r\nhost: a\r\ncontent-length: 1000000\r\n\r\n`);
    const drip = setInterval(() => socket.write(' '), 10);
    await closed(socket);
    clearInterval(drip);
    expect(stage.answers).toStrictEqual(['modelslab broken_off']);
  });
});

it('connections that ask nothing keep nobody out when there are as many as there may be', async () => {
  const stage = await createStage({ bounds: { connectionsMax: 3 } });
  const idle = await Promise.all([1, 2, 3].map(() => stage.dial(REQUEST)));
  for (const socket of idle) await hear(socket, '{"received":true}');
  const gone = Promise.all(idle.map(closed));
  // The first newcomer is turned away, and makes room.
  const newcomer = await stage.dial(REQUEST);
  newcomer.on('error', () => {});
  await gone;
  expect((await stage.post(PATH)).status).toBe(200);
});

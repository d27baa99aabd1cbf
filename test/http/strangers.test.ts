import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createStage, hear, TRACK, TRACK_ID } from '#test/http/stage.ts';

const PATH = `/webhooks/modelslab/${TRACK_ID}`;

/** An answer without what differs from one instant to the next. */
const comparable = async (response: Response) => {
  const { date, ...headers } = Object.fromEntries(response.headers);
  expect(date).toBeDefined();
  return { status: response.status, headers, text: await response.text() };
};

describe('a track id that does not verify', () => {
  const last = TRACK_ID.slice(-1) === 'a' ? 'b' : 'a';
  const forged = [
    TRACK_ID.slice(0, -1) + last,
    TRACK_ID.slice(0, -1),
    `${TRACK_ID}0`,
    TRACK_ID.toUpperCase(),
    TRACK_ID.replace(TRACK.jobId, TRACK.jobId.replace('e', 'f')),
    TRACK_ID.replace('_image_', '_video_'),
    'x',
    'a'.repeat(5_000),
    '%00',
    '%zz',
    '%2e%2e',
    '..%2fhealth%2flive',
  ];

  it.each(forged.map((each) => [each.slice(0, 100), each]))(
    'is answered like a path that is not there: %s',
    async (_, id) => {
      const stage = await createStage();
      const unknown = await comparable(await stage.post('/nothing/of/the/kind', '{"a":1}'));
      expect(unknown).toStrictEqual({
        status: 404,
        headers: { connection: 'keep-alive', 'content-length': '0', 'keep-alive': 'timeout=65' },
        text: '',
      });
      for (const path of [`/webhooks/modelslab/${id}`, `/webhooks/modelslab/${id}/callback`])
        expect(await comparable(await stage.post(path, '{"a":1}'))).toStrictEqual(unknown);
      expect(stage.received).toStrictEqual([]);
      expect(stage.log()).toBe('');
    },
  );

  it('is answered before the body has come', async () => {
    const stage = await createStage();
    const socket = await stage.dial(
      'POST /webhooks/modelslab/x_image_y_z_0 HTTP/1.1\r\nhost: a\r\ncontent-length: 1000000\r\n\r\n',
    );
    expect(await hear(socket, '\r\n\r\n')).toMatch(/^HTTP\/1\.1 404 /);
  });

  it('does not count under a name that strangers chose', async () => {
    const stage = await createStage();
    await stage.post('/webhooks/anything/x');
    await stage.post('/webhooks/modelslab/x');
    expect(stage.answers).toStrictEqual(['unknown refused', 'modelslab refused']);
  });
});

it.each(['nobody', 'constructor', '__proto__', 'MODELSLAB'])('there is no provider %s', async (name) => {
  const stage = await createStage();
  const response = await stage.post(`/webhooks/${name}/${TRACK_ID}`);
  expect([response.status, await response.text()]).toStrictEqual([404, '']);
  expect(stage.received).toStrictEqual([]);
});

it.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
  '%s on a webhook address finds nothing',
  async (method) => {
    const stage = await createStage();
    const unknown = await fetch(`http://127.0.0.1:${stage.port}/webhooks/modelslab/x`, { method });
    const known = await fetch(`http://127.0.0.1:${stage.port}${PATH}`, { method });
    expect([known.status, await known.clone().text()]).toStrictEqual([404, '']);
    expect(await comparable(known)).toStrictEqual(await comparable(unknown));
  },
);

describe('a sender that goes away', () => {
  it('in the middle of the body leaves nothing in the store', async () => {
    const stage = await createStage();
    const socket = await stage.dial(`POST ${PATH} HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{"status":"succ`);
    socket.destroy();
    await once(socket, 'close');
    await expect.poll(() => stage.answers).toStrictEqual(['modelslab broken_off']);
    expect(stage.received).toStrictEqual([]);
    expect(stage.log()).toBe('');
  });

  it('in the middle of a chunk leaves nothing in the store', async () => {
    const stage = await createStage();
    const socket = await stage.dial(`POST ${PATH} HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"a":`);
    socket.end();
    await hear(socket);
    await expect.poll(() => stage.answers).toStrictEqual(['modelslab broken_off']);
    expect(stage.received).toStrictEqual([]);
  });
});

it('an announced body that nobody could want is refused without waiting for it', async () => {
  const stage = await createStage();
  const socket = await stage.dial(`POST ${PATH} HTTP/1.1\r\nhost: a\r\ncontent-length: 99000000000\r\n\r\n`);
  expect(await hear(socket)).toMatch(/^HTTP\/1\.1 413 .*connection: close\r\n/is);
});

it('an endless body is cut off', async () => {
  const stage = await createStage();
  const socket = await stage.dial(`POST ${PATH} HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n`);
  socket.on('error', () => {});
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const chunk = `10000\r\n${'a'.repeat(0x10000)}\r\n`;
  const pour = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', pour);
  pour();
  await closed;
  expect(stage.answers).toStrictEqual(['modelslab too_large']);
  expect(stage.received).toStrictEqual([]);
});

it('no answer names the software behind it', async () => {
  const stage = await createStage();
  for (const path of ['/', '/health/live', '/metrics', PATH]) {
    const { headers } = await stage.get(path);
    expect([...headers.keys()]).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/x-powered-by|etag|server/)]),
    );
  }
});

import { describe, expect, it } from 'vitest';
import type { Logger } from '#domain/ports/logger.ts';
import { createMediaLinks } from '#media/media-links.ts';
import type { LogLevel } from '#telemetry/logger.ts';
import { createLogger } from '#telemetry/logger.ts';

const TOKEN = 'MTIzNDU2.Gabcde."quoted"-tail';
const TRACK_ID = 'lz63ag7l4ao_image_bfaxk9lhlhd_01jd8k2x3v4w5y6z7a8b9c0d1e_ezy0xvjlw7nvli04ffij6dg6f';
const MAC = 'ezy0xvjlw7nvli04ffij6dg6f';
const LINK = String(
  createMediaLinks({ secrets: ['s'], publicUrl: 'https://bot.example', clock: { now: () => 1_790_000_000_000 } }).mint(
    { path: '01jd8k2x3v4w5y6z7a8b9c0d1e/0.png', mediaType: 'image/png' },
    1,
  ),
);

function listen(level: LogLevel = 'debug'): Logger & { text: () => string; lines: () => unknown[] } {
  const written: string[] = [];
  const logger = createLogger({ level, secrets: [TOKEN, ''], destination: { write: (line) => written.push(line) } });
  return { ...logger, text: () => written.join(''), lines: () => written.map((line): unknown => JSON.parse(line)) };
}

/** An error like those of HTTP libraries, which carry what was sent. */
function libraryError(): Error {
  return Object.assign(new Error('HTTP 500'), {
    code: 'UND_ERR',
    status: 500,
    requestBody: { json: { key: 'a-key-in-a-body' } },
    config: { headers: { authorization: 'Bearer header-of-a-request' } },
    cause: Object.assign(new TypeError('socket closed'), { body: 'body-of-the-cause' }),
  });
}

describe('a line', () => {
  it('is one JSON object with level, ISO time, fields and message', () => {
    const log = listen();
    log.info({ jobId: 'j1', count: 2 }, 'job accepted');
    expect(log.text()).toMatch(/^[^\n]+\n$/);
    expect(log.lines()).toStrictEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        jobId: 'j1',
        count: 2,
        msg: 'job accepted',
      },
    ]);
  });

  it('is left out below the level', () => {
    const log = listen('warn');
    log.debug({}, 'one');
    log.info({}, 'two');
    log.warn({}, 'three');
    log.error({}, 'four');
    expect(log.lines()).toMatchObject([{ level: 'warn' }, { level: 'error' }]);
  });
});

describe('a secret never appears', () => {
  it.each([
    ['by its value, in a field', { anything: `x${TOKEN}y` }, TOKEN],
    ['by its value, in an address', { url: `/x?t=${encodeURIComponent(TOKEN)}` }, encodeURIComponent(TOKEN)],
    ['by the name of its field', { token: 'fieldsecret' }, 'fieldsecret'],
    ['by the name of a field within', { request: { apiKey: 'fieldsecret' } }, 'fieldsecret'],
    ['by the name of a field deep within', { a: { headers: { authorization: 'fieldsecret' } } }, 'fieldsecret'],
    ['as a header value', { list: ['Authorization: Bot abc.def.ghi'] }, 'abc.def.ghi'],
    ['as a track id', { text: `for ${TRACK_ID}!` }, MAC],
    ['in the address of our webhook', { at: `https://bot.example/webhooks/modelslab/${TRACK_ID}/callback` }, MAC],
    ['in the address of an interaction', { at: 'POST /interactions/123/aW50ZXJhY3Rpb24/callback' }, 'aW50ZXJhY3Rpb24'],
    ['in the address of a follow-up', { at: '"/api/v10/webhooks/123/aW50ZXJhY3Rpb24"' }, 'aW50ZXJhY3Rpb24'],
    ['in the address of a workflow', { at: '/webhooks/modelslab/workflows/workflow-token-123/callback' }, 'token-123'],
    ['in a link to a stored file', { at: `fetch of ${LINK} failed` }, LINK.slice(-40)],
    ['in a link to a stored file, its beginning', { at: `"${LINK}"` }, LINK.slice(LINK.indexOf('/media/') + 7, -30)],
    ['as the secret of a webhook', { text: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD' }, 'C2FVsBQIhrscChlQIMV'],
    ['as a key of a service', { text: 'key sk-proj-0123456789abcdefghij given' }, '0123456789abcdefghij'],
    ['as a key of another', { text: 'r8_0123456789abcdefghijABCDEFGHIJ0123456' }, '0123456789abcdefghij'],
    ['before the host of an address', { at: 'https://user:passphrase@host.example/' }, 'passphrase'],
  ])('%s', (_how, fields, secret) => {
    const log = listen();
    log.info(fields, 'something');
    expect(log.text()).not.toContain(secret);
    expect(log.text()).not.toContain(JSON.stringify(secret).slice(1, -1));
    expect(log.lines()).toHaveLength(1);
    expect(log.text()).toContain('[redacted]');
  });

  it('in a message or a stack', () => {
    const log = listen();
    log.error({ err: new Error(`bad ${TOKEN} at /webhooks/apimart/${TRACK_ID}`) }, `sent ${TOKEN}`);
    const escaped = JSON.stringify(TOKEN).slice(1, -1);
    for (const secret of [TOKEN, escaped, MAC]) expect(log.text()).not.toContain(secret);
    expect(log.lines()).toMatchObject([{ msg: 'sent [redacted]' }]);
  });

  it('in what a library hung onto its error', () => {
    const log = listen();
    log.error({ err: libraryError() }, 'request failed');
    log.error({ error: libraryError() }, 'request failed');
    log.error(libraryError(), 'request failed');
    for (const secret of ['a-key-in-a-body', 'header-of-a-request', 'body-of-the-cause'])
      expect(log.text()).not.toContain(secret);
    const told = {
      type: 'Error',
      message: 'HTTP 500',
      stack: expect.any(String),
      code: 'UND_ERR',
      status: 500,
      cause: { type: 'TypeError', message: 'socket closed', stack: expect.any(String) },
    };
    expect(log.lines()).toMatchObject([{ err: told }, { error: told }, { err: told }]);
  });
});

it('leaves what only resembles a secret as it was', () => {
  const log = listen();
  const fields = { jobId: '01jd8k2x3v4w5y6z7a8b9c0d1e', path: '/webhooks/modelslab', tokens: 12, note: 'a Bot token' };
  const places = { file: '/srv/data/media/01jd8k2x3v4w5y6z7a8b9c0d1e/0.png', risk: 'a risk-free whsec_ word' };
  log.info({ ...fields, ...places }, 'callback stored');
  expect(log.lines()).toMatchObject([{ ...fields, ...places }]);
});

it('tells what was thrown even when it was no error, and a circle of causes only so far', () => {
  const log = listen();
  const circle = new Error('round');
  circle.cause = circle;
  log.error({ err: 'a string' }, 'failed');
  log.error({ err: circle }, 'failed');
  log.error({ err: new AggregateError([new Error('one')], 'all') }, 'failed');
  expect(log.lines()).toMatchObject([
    { err: { type: 'string', message: 'a string' } },
    { err: { message: 'round', cause: { message: 'round' } } },
    { err: { message: 'all', errors: [{ message: 'one' }] } },
  ]);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMediaLinks } from '#media/media-links.ts';
import { createTrackIds } from '#signing/track-ids.ts';
import { createWorkflowTokens } from '#signing/workflow-tokens.ts';
import { createLogger } from '#telemetry/logger.ts';

const SIGNING = 'signing secret of these tests, long enough for everybody';
const TRACK_ID = createTrackIds([SIGNING]).mint({
  userId: '80351110224678912',
  kind: 'image',
  channelId: '41771983423143937',
  jobId: '01jd8k2x3v4w5y6z7a8b9c0d1e',
});
const INTERACTION = `${Buffer.from('interaction:1177:').toString('base64url')}QXdoU2hIdVh5SmV3ZEh2cW5mT1JtR0Z0`;
const LINK = String(
  createMediaLinks({ secrets: [SIGNING], publicUrl: 'https://bot.test', clock: { now: () => 1_790_000_000_000 } }).mint(
    { path: '01jd8k2x3v4w5y6z7a8b9c0d1e/0.png', mediaType: 'image/png' },
    1,
  ),
);
const WORKFLOW = createWorkflowTokens([SIGNING]).mint('my-workflow');

/** What the logger is told of at the start: the configuration's own. */
const CONFIGURED = {
  'bot token': 'MTA4NTc5NDQ.Gx1y2z.kL-mN_oP0q1r2s3t4u5v6w7x8y9z0',
  'provider key': 'k/ey+with="odd" signs&5',
  'webhook secret': 'webhook-secret-0123456789',
  'track id secret': SIGNING,
};

/** What is recognised by where it stands or how it looks; the part of it that is the secret. */
const RECOGNISED: Readonly<Record<string, readonly [text: string, secret: string]>> = {
  'track id': [TRACK_ID, TRACK_ID.slice(TRACK_ID.lastIndexOf('_') + 1)],
  'track id in capitals': [TRACK_ID.toUpperCase(), TRACK_ID.slice(TRACK_ID.lastIndexOf('_') + 1).toUpperCase()],
  'webhook address': [`https://bot.test/webhooks/apimart/${TRACK_ID}`, TRACK_ID.slice(-20)],
  'workflow address': [`https://bot.test/webhooks/modelslab/workflows/${WORKFLOW}/callback`, WORKFLOW.slice(-30)],
  'interaction token': [INTERACTION, INTERACTION.slice(-24)],
  'interaction address': [`https://discord.com/api/v10/interactions/1177/${INTERACTION}/callback`, INTERACTION],
  'follow-up address': [`/webhooks/1177/${INTERACTION}/messages/@original`, INTERACTION],
  'media link': [LINK, LINK.slice(LINK.indexOf('/media/') + '/media/'.length, -4)],
  'unknown bot token': ['MTA4NTc5NDQ3NjQ4NTYxMTUy.Gx1y2z.kL-mN_oP0q1r2s3t4u5v6w7x8y9', 'kL-mN_oP0q1r2s3t4u5v6w7x8y9'],
  'authorization header': ['authorization: Bearer a1b2c3d4e5f6', 'a1b2c3d4e5f6'],
  'authorization value': ['sent with Bot a1b2c3d4e5f6', 'a1b2c3d4e5f6'],
  'key in a header': ['x-api-key: a1b2c3d4e5f6', 'a1b2c3d4e5f6'],
  'key in a query': ['https://service.test/v1?page=2&api_key=a1b2c3d4e5f6&x=1', 'a1b2c3d4e5f6'],
  'token in a query': ['https://service.test/v1?access_token=a1b2c3d4e5f6', 'a1b2c3d4e5f6'],
  'key in JSON': ['{"key":"a1b2c3d4e5f6","prompt":"x"}', 'a1b2c3d4e5f6'],
  'track id in JSON of PHP': [String.raw`{"webhook":"https:\/\/bot.test\/webhooks\/modelslab\/a1b2c3d4"}`, 'a1b2c3d4'],
  'key as a program prints it': ["{ apiKey: 'a1b2c3d4e5f6' }", 'a1b2c3d4e5f6'],
  'key by its mark': ['sk-proj-a1b2c3d4e5f6a7b8', 'a1b2c3d4e5f6a7b8'],
  'webhook secret by its mark': ['whsec_C2FVsBQIhrscChlQIMVb5sSYspob7oD', 'C2FVsBQIhrscChlQIMVb5sSYspob7oD'],
  'password in an address': ['http://user:a1b2c3d4e5f6@proxy.test:3128', 'a1b2c3d4e5f6'],
};

const SECRETS = [
  ...Object.entries(CONFIGURED).map(([name, secret]) => [name, secret, secret] as const),
  ...Object.entries(RECOGNISED).map(([name, [text, secret]]) => [name, text, secret] as const),
];

const withStack = (error: Error, text: string) => Object.assign(error, { stack: `Error: ${text}\n    at ${text}:1:2` });

/** Everywhere that a text gets into a line. */
const PLACES: Readonly<Record<string, (text: string) => readonly [fields: object, message: string]>> = {
  'the message': (text) => [{}, `failed for ${text}!`],
  'a field': (text) => [{ detail: text }, 'failed'],
  'a field deep down': (text) => [{ a: { b: [{ c: { d: text } }] } }, 'failed'],
  'the name of a field': (text) => [{ [`at ${text}`]: 1 }, 'failed'],
  'the words of an error': (text) => [{ err: withStack(new Error(`no answer from ${text}`), text) }, 'failed'],
  'an error in a field': (text) => [{ detail: { inner: new Error(text) } }, 'failed'],
  'an error that is the fields': (text) => [new Error(text), 'failed'],
  'what caused an error': (text) => [{ err: new Error('1', { cause: new Error('2', { cause: text }) }) }, 'failed'],
  'one of several errors': (text) => [{ err: new AggregateError([new Error(text), text], text) }, 'failed'],
  'what a library hung onto its error': (text) => [{ err: libraryError(text) }, 'failed'],
  'a thrown text': (text) => [{ err: text }, 'failed'],
  'an address': (text) => [{ url: new URL(`https://x.test/${asPart(text)}`) }, 'failed'],
  'the query of an address': (text) => [{ url: `https://x.test/?q=${asPart(text)}` }, 'failed'],
  'bytes in a field': (text) => [
    { data: Buffer.from(text), deep: { data: new Uint8Array(Buffer.from(text)) } },
    'failed',
  ],
  'JSON in a text': (text) => [{ body: JSON.stringify({ said: text }) }, 'failed'],
  'a map of headers': (text) => [{ headers: { 'x-anything': [text] } }, 'failed'],
};

/** Texts that are sentences are not put into addresses. */
const asPart = (text: string) =>
  /[\s"']/.test(text) && !Object.values(CONFIGURED).includes(text) ? 'none' : encodeURIComponent(text);

const libraryError = (text: string) =>
  Object.assign(new Error('HTTP 500'), {
    url: text,
    config: { url: text, headers: { authorization: text }, data: text },
    requestBody: { json: text, files: [{ data: Buffer.from(text) }] },
    request: { path: text },
    cause: Object.assign(new Error(text), { socket: { remote: text } }),
  });

function logged(fields: object, message: string): string {
  const lines: string[] = [];
  const secrets = Object.values(CONFIGURED);
  const logger = createLogger({ level: 'debug', secrets, destination: { write: (line) => lines.push(line) } });
  for (const level of ['debug', 'info', 'warn', 'error'] as const) logger[level](fields, message);
  expect(lines.map((line) => JSON.parse(line).level)).toStrictEqual(['debug', 'info', 'warn', 'error']);
  return lines.join('');
}

describe.each(SECRETS)('the log never shows a secret: %s', (_name, text, secret) => {
  it.each(Object.entries(PLACES))('in %s', (_place, put) => {
    const line = logged(...put(text));
    const inJson = JSON.stringify(secret).slice(1, -1);
    const spellings = [secret, inJson, JSON.stringify(inJson).slice(1, -1), encodeURIComponent(secret)];
    for (const each of spellings) expect(line).not.toContain(each);
  });
});

it.each([
  ['token', 'botToken', 'bot_token', 'access_token', 'token_of'],
  ['key', 'apiKey', 'API_KEY', 'x-api-key', 'keys'],
  ['secret', 'webhookSecret', 'TRACK_ID_SECRET', 'client-secret', 'secretary'],
  ['trackId', 'track_id', 'mac', 'webhook', 'tracks'],
  ['authorization', 'Authorization', 'set-cookie', 'webhook-signature', 'signatures'],
  ['answering', 'password', 'credentials', 'webhookUrl', 'answered'],
])('a value is a secret by the name of its field, whatever it is: %s, %s, %s, %s, but not %s', (...names) => {
  const values = ['plain-a1b2c3', { deep: 'plain-a1b2c3' }, ['plain-a1b2c3'], 31415926];
  for (const value of values) {
    const line = logged({ level1: { level2: [Object.fromEntries(names.map((name) => [name, value]))] } }, 'm');
    const told = JSON.parse(line.split('\n')[0] ?? '').level1.level2[0];
    const expected = names.map((name, at) => [name, at < 4 ? '[redacted]' : value]);
    expect(told).toStrictEqual(Object.fromEntries(expected));
  }
});

it('bytes are told by their number, so that no secret hides in them', () => {
  const bytes = Buffer.from(SIGNING);
  const line = logged({ data: bytes, deep: [{ view: new Uint8Array(bytes), buffer: bytes.buffer.slice(0, 9) }] }, 'm');
  const told = { data: `${bytes.length} bytes`, deep: [{ view: `${bytes.length} bytes`, buffer: '9 bytes' }] };
  expect(JSON.parse(line.split('\n')[0] ?? '')).toMatchObject(told);
});

it('an origin is told without the way to answer it', () => {
  const origin = { channelId: '1', answering: { applicationId: '1177', token: 'opaque-a1b2c3' } };
  expect(logged({ job: { origin } }, 'm')).not.toContain('opaque-a1b2c3');
});

it('a secret that was made or fetched after the start is kept out from then on', () => {
  const lines: string[] = [];
  const logger = createLogger({ level: 'info', destination: { write: (line) => lines.push(line) } });
  logger.keepOut('made-later-0123');
  logger.info({ detail: 'made-later-0123' }, 'made-later-0123');
  expect(lines.join('')).not.toContain('made-later');
});

it('what only begins like a secret, in the middle of an escape, leaves the line JSON', () => {
  const lines: string[] = [];
  const destination = { write: (line: string) => lines.push(line) };
  createLogger({ level: 'info', secrets: ['nabcdef'], destination }).info({}, '\nabcdef \\nabcdef nabcdef');
  expect(JSON.parse(lines[0] ?? '').msg).toBe('\nabcdef \\[redacted] [redacted]');
});

it('a line stays one JSON object, and shows no secret, whatever the secret and the text around it', () => {
  const characters = [...'ab"\'\\/\n\u0000 n=:&%+é😀'];
  const secret = fc.string({ unit: fc.constantFrom(...characters), minLength: 6, maxLength: 12 });
  const around = fc.string({ unit: fc.constantFrom(...characters, '\ud800'), maxLength: 12 });
  fc.assert(
    fc.property(secret, around, around, (value, before, after) => {
      const lines: string[] = [];
      const logger = createLogger({
        level: 'info',
        secrets: [value],
        destination: { write: (line) => lines.push(line) },
      });
      logger.info({ detail: `${before} ${value} ${after}`, list: [value] }, `${value}${after}`);
      const { detail, list, msg } = JSON.parse(lines[0] ?? '');
      expect(lines).toHaveLength(1);
      for (const told of [detail, list[0], msg]) expect(told).toContain('[redacted]');
    }),
    { numRuns: 2_000 },
  );
});

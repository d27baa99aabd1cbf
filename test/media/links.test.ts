import { describe, expect, it } from 'vitest';
import { createMediaLinks } from '#media/media-links.ts';
import { createTrackIds } from '#signing/track-ids.ts';
import { createStage, PNG, serveBytes } from '#test/media/stage.ts';

const FILE = { path: '01jd8k2x3v4w5y6z7a8b9c0d1e/0.png', mediaType: 'image/png' };
const HOUR_MS = 3_600_000;
const NOW = 1_790_000_000_000;
const [OLD, NEW] = ['an old secret, long enough to sign with', 'a new secret, long enough to sign with'];

function linksAt(now: number, secrets: readonly string[] = [OLD]) {
  return createMediaLinks({ secrets, publicUrl: 'https://bot.example/base', clock: { now: () => now } });
}

const tokenOf = (link: string | undefined): string => link?.split('/').at(-1) ?? '';
const TOKEN = tokenOf(linksAt(NOW).mint(FILE, HOUR_MS));

it('a link leads to its file, below the public address, and ends as the file does', () => {
  const link = linksAt(NOW).mint(FILE, HOUR_MS);
  expect(link).toMatch(/^https:\/\/bot\.example\/base\/media\/[\w-]+\.[\w-]{22}\.png$/);
  expect(linksAt(NOW).open(tokenOf(link))).toStrictEqual(FILE);
});

it('it stays short enough for any service', () => {
  const path = `inputs/${'k'.repeat(64)}/${'k'.repeat(64)}.webm`;
  const link = linksAt(NOW).mint({ path, mediaType: 'application/octet-stream' }, HOUR_MS);
  expect(link?.length).toBeLessThan(400);
  expect(linksAt(NOW).open(tokenOf(link))?.path).toBe(path);
});

it('there is none without a public address', () => {
  const links = createMediaLinks({ secrets: [OLD], publicUrl: undefined, clock: { now: () => NOW } });
  expect(links.mint(FILE, HOUR_MS)).toBeUndefined();
  expect(links.open(TOKEN)).toStrictEqual(FILE);
});

it('it ends with its time, to the millisecond', () => {
  expect(linksAt(NOW + HOUR_MS - 1).open(TOKEN)).toStrictEqual(FILE);
  expect(linksAt(NOW + HOUR_MS).open(TOKEN)).toBeUndefined();
});

describe('what was changed opens nothing', () => {
  it.each([...TOKEN].map((_character, at) => at))('at character %i', (at) => {
    for (const other of ['A', 'b', '0', '_', '.', '-']) {
      const changed = TOKEN.slice(0, at) + other + TOKEN.slice(at + 1);
      if (changed !== TOKEN) expect(linksAt(NOW).open(changed)).toBeUndefined();
    }
  });

  const [payload = '', mac = '', extension = ''] = TOKEN.split('.');
  const forge = (text: string) => `${Buffer.from(text).toString('base64url')}.${mac}.${extension}`;

  it.each([
    ['nothing', ''],
    ['no signature', `${payload}..${extension}`],
    ['no extension', `${payload}.${mac}`],
    ['another extension', `${payload}.${mac}.html`],
    ['a later time', forge(`${(NOW * 2).toString(36)} ${FILE.mediaType} ${FILE.path}`)],
    ['another file', forge(`${(NOW + HOUR_MS).toString(36)} image/png 01jd8k2x3v4w5y6z7a8b9c0d1f/0.png`)],
    ['a way out', forge(`${(NOW + HOUR_MS).toString(36)} text/plain ../bowerbird.db`)],
    ['padding', `${payload}=.${mac}.${extension}`],
    ['space around', ` ${TOKEN} `],
    ['very much', 'a'.repeat(100_000)],
  ])('with %s', (_what, token) => {
    expect(linksAt(NOW).open(token)).toBeUndefined();
  });
});

describe('a secret that is being replaced', () => {
  it('still opens what it signed, while the new one signs', () => {
    const both = linksAt(NOW, [NEW, OLD]);
    expect(both.open(TOKEN)).toStrictEqual(FILE);
    const fresh = tokenOf(both.mint(FILE, HOUR_MS));
    expect(linksAt(NOW, [NEW]).open(fresh)).toStrictEqual(FILE);
    expect(linksAt(NOW, [OLD]).open(fresh)).toBeUndefined();
  });

  it('opens nothing any more once it is taken out', () => {
    expect(linksAt(NOW, [NEW]).open(TOKEN)).toBeUndefined();
  });

  it('is needed', () => {
    expect(() => linksAt(NOW, [])).toThrow('at least one secret');
  });
});

it('a signature made for a track id is none for a link, under the same secret', () => {
  const track = { userId: '1', kind: 'image', channelId: '2', jobId: '3' } as const;
  const mac = createTrackIds([OLD]).mint(track).split('_').at(-1) ?? '';
  expect(linksAt(NOW).open(`${TOKEN.split('.')[0]}.${mac.slice(0, 22)}.png`)).toBeUndefined();
});

it('the store links what it keeps, and opens it by its absolute path under a name of ours', async () => {
  const server = await serveBytes(PNG);
  const stage = await createStage([server.host], { linkSecrets: [OLD], clock: { now: () => NOW } });
  const answer = await stage.keep({ key: 'job/0', url: `http://${server.host}/evil".exe`, maxBytes: 1_000 });
  if (answer.outcome !== 'kept') throw new Error(answer.outcome);
  const token = tokenOf(stage.link(answer.file, HOUR_MS));
  expect(stage.open(token)).toStrictEqual({
    path: stage.locate(answer.file),
    mediaType: 'image/png',
    name: 'bowerbird-job-0.png',
  });
  expect(stage.open(`${token}g`)).toBeUndefined();
});

it('even a signed link leads nowhere outside of the store', async () => {
  const stage = await createStage([], { linkSecrets: [OLD], clock: { now: () => NOW } });
  for (const path of ['../bowerbird.db', '/etc/hosts/../../../../../etc/passwd.png', 'a/../../b.png', '.png/..']) {
    const mediaType = 'image/png';
    const file = { path, mediaType, extension: 'png', bytes: 1 };
    expect(() => stage.link(file, HOUR_MS)).toThrow('Not a path of the media store');
    if (!path.endsWith('.')) expect(stage.open(tokenOf(linksAt(NOW).mint(file, HOUR_MS)))).toBeUndefined();
  }
});

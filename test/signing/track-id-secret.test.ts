import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { loadOrCreateSecret, SECRET_MIN_CHARACTERS } from '#signing/track-id-secret.ts';

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bowerbird-secret-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('the secret is made once, long enough, and the same ever after', () => {
  const folder = makeFolder();
  const secret = loadOrCreateSecret(folder);
  expect(secret.length).toBeGreaterThanOrEqual(SECRET_MIN_CHARACTERS);
  expect(loadOrCreateSecret(folder)).toBe(secret);
});

test('every folder has a secret of its own', () => {
  expect(loadOrCreateSecret(makeFolder())).not.toBe(loadOrCreateSecret(makeFolder()));
});

test('secrets of different names are different, each in its own file, and each made once', () => {
  const folder = makeFolder();
  const names = [undefined, 'eachlabs-webhook-secret', 'media-link-secret'];
  const made = names.map((name) => loadOrCreateSecret(folder, name));
  expect(new Set(made).size).toBe(3);
  expect(names.map((name) => loadOrCreateSecret(folder, name))).toStrictEqual(made);
  expect(readdirSync(folder).sort()).toStrictEqual(['eachlabs-webhook-secret', 'media-link-secret', 'track-id-secret']);
  for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
});

test.each(['', '.', '..', '../escaped', 'a/b', '/etc/secret', 'Upper', 'a\n'])('no secret is named %j', (name) => {
  const folder = makeFolder();
  expect(() => loadOrCreateSecret(folder, name)).toThrow('cannot be named');
  expect(readdirSync(folder)).toStrictEqual([]);
});

test('it can be read by its owner only, and nothing else is left in the folder', () => {
  const folder = join(makeFolder(), 'made', 'on the way');
  loadOrCreateSecret(folder);
  expect(statSync(join(folder, 'track-id-secret')).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toStrictEqual(['track-id-secret']);
});

test('a secret that somebody put there is used as it is, without the line’s end', () => {
  const folder = makeFolder();
  writeFileSync(join(folder, 'track-id-secret'), `${'s'.repeat(SECRET_MIN_CHARACTERS)}\n`);
  expect(loadOrCreateSecret(folder)).toBe('s'.repeat(SECRET_MIN_CHARACTERS));
});

test.each([
  ['', 0],
  ['short\n', 5],
  ['s'.repeat(SECRET_MIN_CHARACTERS - 1), SECRET_MIN_CHARACTERS - 1],
])('one that is too short is refused and left alone: %j', (content, characters) => {
  const folder = makeFolder();
  const path = join(folder, 'track-id-secret');
  writeFileSync(path, content);
  expect(() => loadOrCreateSecret(folder)).toThrow(`${path} holds ${characters} characters`);
  expect(readFileSync(path, 'utf8')).toBe(content);
});

test.each(['track-id-secret', 'eachlabs-webhook-secret'])(
  'processes that start at once agree on one secret: %s',
  async (name) => {
    const folder = makeFolder();
    const run = promisify(execFile);
    const script = join(import.meta.dirname, 'mint-secret.ts');
    const runs = await Promise.all([1, 2, 3, 4].map(() => run(process.execPath, [script, folder, name])));
    const [secret] = runs.map(({ stdout }) => stdout);
    expect(runs.map(({ stdout }) => stdout)).toStrictEqual([secret, secret, secret, secret]);
    expect(loadOrCreateSecret(folder, name)).toBe(secret);
    expect(readdirSync(folder)).toStrictEqual([name]);
  },
);

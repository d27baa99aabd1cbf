import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { PROJECT } from '#test/house/lab.ts';
import { importMap, MEETING_PLACES, ROOMS } from '#test/house/rooms.ts';

/** The longest file of any kind in the folders that people edit by hand. */
const FILE_MAX_LINES = 250;

/** Tracked and new files; a checkout that belongs to somebody else is read all the same. */
const LISTED = ['--cached', '--others', '--exclude-standard'];

const read = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');
const json = (path: string): unknown => JSON.parse(read(path));
const foldersIn = (path: string): readonly string[] =>
  readdirSync(join(PROJECT, path), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []));

const inGit = existsSync(join(PROJECT, '.git'));
const files = inGit ? projectFiles() : [];
const texts = files.filter((path) => !/\.(png|jpe?g|webp|gif|mp[34]|woff2?)$/.test(path));

/** What git tracks, and what it would with the next `git add`. */
function projectFiles(): readonly string[] {
  const listed = execFileSync('git', ['-c', 'safe.directory=*', 'ls-files', '-z', ...LISTED], {
    cwd: PROJECT,
    encoding: 'utf8',
  });
  return listed.split('\0').filter((path) => path !== '' && existsSync(join(PROJECT, path)));
}

describe('the rooms', () => {
  it('are all in the table, and the table names no other', () => {
    const rooms = foldersIn('src').flatMap((name) =>
      name === 'providers' ? foldersIn('src/providers').map((provider) => `providers/${provider}`) : name,
    );
    const known = ROOMS.map(({ name }) => name).filter((name) => name !== 'commands' && name !== 'sandbox');
    expect(rooms.toSorted()).toStrictEqual(known.toSorted());
  });

  it('have names in package.json, and nothing else has', () => {
    const { imports } = z.object({ imports: z.record(z.string(), z.string()) }).parse(json('package.json'));
    expect(imports).toStrictEqual(importMap());
  });

  it('have an entry in the fence, each its own', () => {
    const { overrides } = z
      .object({ overrides: z.array(z.object({ includes: z.array(z.string()) })) })
      .parse(json('biome.json'));
    const fenced = overrides.flatMap(({ includes }) => includes);
    expect(fenced).toEqual(expect.arrayContaining(ROOMS.map(({ folder }) => `${folder}/**`)));
    expect(fenced).toEqual(expect.arrayContaining(MEETING_PLACES.map(({ folder }) => `${folder}/*.ts`)));
  });
});

describe.skipIf(!inGit)('the files that git keeps', () => {
  it(`have at most ${FILE_MAX_LINES} lines, style sheets and pages included`, () => {
    const long = texts
      .filter((path) => /^(src|commands|sandbox|test)\//.test(path))
      .filter((path) => !/^(src\/storage\/migrations|test\/fixtures)\//.test(path))
      .filter((path) => read(path).split('\n').length - 1 > FILE_MAX_LINES);
    expect(long).toStrictEqual([]);
  });

  it('are named for a term or a verb, not for a drawer', () => {
    const drawers = /^(utils?|helpers?|common|types|misc|managers?)$/;
    const drawn = files.filter((path) =>
      [...dirname(path).split('/'), basename(path).replace(/\..*/, '')].some((name) => drawers.test(name)),
    );
    expect(drawn).toStrictEqual([]);
  });

  it('name no folder of the machine that they were written on', () => {
    const homes = [/(^|[\s"'`(=])\/(home|Users|root)\/\w/m, /\b[A-Z]:\\Users\\/];
    // A checkout directly below the root, such as /app in an image, has a name too common to look for.
    const here = dirname(PROJECT) === '/' ? [] : [PROJECT];
    const telling = texts.filter(
      (path) => homes.some((home) => home.test(read(path))) || here.some((folder) => read(path).includes(folder)),
    );
    expect(telling).toStrictEqual([]);
  });

  it('name no package registry', () => {
    const registry = /https?:\/\/[^/\s]*\b(registry|npmjs|artifactory|nexus|verdaccio)\b|_auth[T]oken|^registry\s*=/m;
    expect(texts.filter((path) => registry.test(read(path)))).toStrictEqual([]);
  });

  it('hold no secret of a deployment', () => {
    expect(files.filter((path) => /(^|\/)\.env$|\.db(-wal|-shm)?$|(^|\/)data\//.test(path))).toStrictEqual([]);
  });
});

it('the lock file leaves the registry to the machine', () => {
  expect(read('package-lock.json')).not.toMatch(/"resolved":\s*"https?:/);
});

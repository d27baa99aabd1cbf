import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Finding, lint, PROJECT } from '#test/house/lab.ts';
import { PLANTS } from '#test/house/plants.ts';
import { MEETING_PLACES, mayImport, ROOMS, type Room } from '#test/house/rooms.ts';

const manifest = z
  .object({ dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')));

/** Everything that a room could want: every room, every package, the built-ins, and the ways around a name. */
const WISHES = [
  ...[...ROOMS, ...MEETING_PLACES].map(({ name }) => `#${name}/file.ts`),
  '#providers/sibling/file.ts',
  '#src/app.ts',
  '#test/support/file.ts',
  ...Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }),
  'drizzle-orm/sqlite-core',
  'discord-api-types/v10',
  'preact/hooks',
  'a-package-nobody-chose',
  'node:fs',
  'node:fs/promises',
  'node:crypto',
  './file.ts',
  './sub/file.ts',
  './..',
  './../file.ts',
  '../file.ts',
  '..',
  '../../src/domain/job.ts',
  '#domain/../jobs/file.ts',
];

/** A room that nobody has given an entry: it may import nothing but itself. */
const ANNEX: Room = { name: 'a room of no entry', folder: 'src/annex', rooms: [], packages: [], node: false };

const PLACES = [...ROOMS, ...MEETING_PLACES, ANNEX];
const matrixFile = (folder: string) => `${folder}/wishes.ts`;
const withWays = (way: (specifier: string) => string) => WISHES.map((wish) => `${way(wish)};\n`).join('');

describe('the import table', () => {
  let findings: readonly Finding[];

  beforeAll(async () => {
    findings = await lint(
      Object.fromEntries(PLACES.map(({ folder }) => [matrixFile(folder), withWays((wish) => `import '${wish}'`)])),
    );
  });

  it.each(PLACES)('holds for $name: what it may import passes, everything else is refused', (place) => {
    const refused = findings
      .filter(({ path, rule }) => path === matrixFile(place.folder) && rule === 'lint/style/noRestrictedImports')
      .map(({ line }) => WISHES[line - 1])
      .toSorted();
    expect(refused).toStrictEqual(WISHES.filter((wish) => !mayImport(place, wish)).toSorted());
  });

  it('sees every form of import', async () => {
    const forms = [
      "import { a } from '#jobs/file.ts'",
      "import type { B } from '#jobs/file.ts'",
      "export { c } from '#jobs/file.ts'",
      "export * from '#jobs/file.ts'",
      "export type { D } from '#jobs/file.ts'",
      "const e = await import('#jobs/file.ts')",
    ];
    const seen = await lint({ 'src/domain/forms.ts': forms.join(';\n') });
    const lines = seen.filter(({ rule }) => rule === 'lint/style/noRestrictedImports').map(({ line }) => line);
    expect(lines.toSorted()).toStrictEqual(forms.map((_, index) => index + 1));
  });
});

describe('the rules', () => {
  let findings: readonly Finding[];

  beforeAll(async () => {
    findings = await lint(Object.assign({}, ...PLANTS.flatMap(({ bad, good }) => [bad, good])));
  });

  it.each(PLANTS)('refuse $breaks', ({ rule, bad }) => {
    for (const path of Object.keys(bad))
      expect(findings).toContainEqual(expect.objectContaining({ path, rule, severity: 'error' }));
  });

  it.each(PLANTS)('let its rightful twin pass: $breaks', ({ good }) => {
    expect(findings.filter(({ path }) => Object.hasOwn(good, path))).toStrictEqual([]);
  });
});

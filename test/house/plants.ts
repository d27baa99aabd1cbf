/** A file that breaks one rule, and its twin that does the same thing as the house wants it. */
export type Plant = {
  readonly breaks: string;
  readonly rule: string;
  readonly bad: Readonly<Record<string, string>>;
  readonly good: Readonly<Record<string, string>>;
};

const lines = (count: number): string =>
  Array.from({ length: count }, (_, n) => `export const n${n} = ${n};\n`).join('');
const longFunction = (count: number): string =>
  `export function long(step: (n: number) => void): void {\n${'  step(1);\n'.repeat(count)}}\n`;
const timeInDomain = (name: string, use: string): Plant => ({
  breaks: `${name} in the domain`,
  rule: 'lint/style/noRestrictedGlobals',
  bad: { [`src/domain/uses-${name.toLowerCase()}.ts`]: `export const it = (): unknown => ${use};\n` },
  good: { [`src/jobs/uses-${name.toLowerCase()}.ts`]: `export const it = (own: unknown): unknown => own;\n` },
});

export const PLANTS: readonly Plant[] = [
  {
    breaks: 'any',
    rule: 'lint/suspicious/noExplicitAny',
    bad: { 'src/jobs/loose.ts': 'export const same = (value: any) => value;\n' },
    good: { 'src/jobs/tight.ts': 'export const same = (value: unknown) => value;\n' },
  },
  {
    breaks: 'a cycle of imports',
    rule: 'lint/suspicious/noImportCycles',
    bad: {
      'src/jobs/hen.ts': "import { egg } from './egg.ts';\nexport const hen = (): unknown => egg;\n",
      'src/jobs/egg.ts': "import { hen } from './hen.ts';\nexport const egg = (): unknown => hen;\n",
    },
    good: {
      'src/jobs/nest.ts': "import { twig } from './twig.ts';\nexport const nest = (): unknown => twig;\n",
      'src/jobs/twig.ts': 'export const twig = 1;\n',
    },
  },
  {
    breaks: 'a cycle of types, across rooms',
    rule: 'lint/suspicious/noImportCycles',
    bad: {
      'src/domain/moon.ts': "import type { Tide } from '#domain/tide.ts';\nexport type Moon = { tide: Tide };\n",
      'src/domain/tide.ts': "import type { Moon } from './moon.ts';\nexport type Tide = { moon: Moon };\n",
    },
    good: {
      'src/domain/sun.ts': "import type { Day } from '#domain/day.ts';\nexport type Sun = { day: Day };\n",
      'src/domain/day.ts': 'export type Day = { hours: number };\n',
    },
  },
  {
    breaks: 'a non-null assertion',
    rule: 'lint/style/noNonNullAssertion',
    bad: { 'src/jobs/bold.ts': 'export const bold = (value: { a?: string }): string => value.a!.trim();\n' },
    good: { 'src/jobs/mild.ts': 'export const mild = (value: { a?: string }) => value.a?.trim();\n' },
  },
  {
    breaks: 'process.env outside config',
    rule: 'lint/style/noProcessEnv',
    bad: { 'src/jobs/environment.ts': 'export const port = process.env.PORT;\n' },
    good: { 'src/config/environment.ts': 'export const port = process.env.PORT;\n' },
  },
  {
    breaks: 'a file name that is not kebab-case',
    rule: 'lint/style/useFilenamingConvention',
    bad: { 'src/jobs/camelCase.ts': 'export const a = 1;\n' },
    good: { 'src/jobs/kebab-case.ts': 'export const a = 1;\n' },
  },
  {
    breaks: 'more than 250 lines in a file',
    rule: 'lint/style/noExcessiveLinesPerFile',
    bad: { 'src/jobs/too-long.ts': lines(251) },
    good: { 'src/jobs/just-right.ts': lines(250) },
  },
  {
    breaks: 'more than 50 lines in a function',
    rule: 'lint/complexity/noExcessiveLinesPerFunction',
    bad: { 'src/jobs/long-function.ts': longFunction(51) },
    good: { 'src/jobs/full-function.ts': longFunction(50), 'test/jobs/long-suite.ts': longFunction(51) },
  },
  {
    breaks: 'an import of types that is not marked as such',
    rule: 'lint/style/useImportType',
    bad: { 'src/jobs/unmarked.ts': "import { Clock } from '#domain/ports/clock.ts';\nexport type Own = Clock;\n" },
    good: { 'src/jobs/marked.ts': "import type { Clock } from '#domain/ports/clock.ts';\nexport type Own = Clock;\n" },
  },
  {
    breaks: 'a type imported where the fence does not look',
    rule: 'plugin',
    bad: { 'src/domain/inline.ts': "export type Own = import('#jobs/loop.ts').Loop;\n" },
    good: { 'src/domain/outline.ts': "import type { Job } from './job.ts';\nexport type Own = Job;\n" },
  },
  {
    breaks: 'a built-in module without node:',
    rule: 'lint/style/useNodejsImportProtocol',
    bad: { 'test/media/bare.ts': "import { join } from 'path';\nexport const path = join('a', 'b');\n" },
    good: { 'test/media/prefixed.ts': "import { join } from 'node:path';\nexport const path = join('a', 'b');\n" },
  },
  {
    breaks: 'console in the bot',
    rule: 'lint/suspicious/noConsole',
    bad: { 'src/media/chatty.ts': "console.info('done');\n" },
    good: { 'sandbox/chatty.ts': "console.info('done');\n" },
  },
  {
    breaks: 'console in a command',
    rule: 'lint/suspicious/noConsole',
    bad: { 'commands/chatty.ts': "console.info('done');\n" },
    good: { 'test/commands/chatty.ts': "console.info('done');\n" },
  },
  {
    breaks: 'a promise that nobody waits for',
    rule: 'lint/nursery/noFloatingPromises',
    bad: { 'src/jobs/floating.ts': 'async function later(): Promise<void> {}\nlater();\n' },
    good: { 'src/jobs/awaited.ts': 'async function later(): Promise<void> {}\nawait later();\n' },
  },
  {
    breaks: 'a development package in the bot',
    rule: 'lint/correctness/noUndeclaredDependencies',
    bad: { 'src/discord/borrowed.ts': "import { WebSocket } from 'ws';\nexport const socket = WebSocket;\n" },
    good: { 'sandbox/borrowed.ts': "import { WebSocket } from 'ws';\nexport const socket = WebSocket;\n" },
  },
  {
    breaks: 'chance in the domain',
    rule: 'plugin',
    bad: { 'src/domain/dice.ts': 'export const roll = (): number => Math.random();\n' },
    good: { 'src/domain/arithmetic.ts': 'export const most = (a: number): number => Math.max(a, 1);\n' },
  },
  {
    breaks: 'an upward path in a test',
    rule: 'lint/style/noRestrictedImports',
    bad: { 'test/jobs/upward.ts': "export * from '../../src/jobs/loop.ts';\n" },
    good: { 'test/jobs/named.ts': "export * from '#jobs/loop.ts';\n" },
  },
  timeInDomain('Date', 'new Date(0)'),
  timeInDomain('performance', 'performance.now()'),
  timeInDomain('setTimeout', 'setTimeout(() => undefined, 1)'),
  timeInDomain('setInterval', 'setInterval(() => undefined, 1)'),
  timeInDomain('setImmediate', 'setImmediate(() => undefined)'),
  timeInDomain('queueMicrotask', 'queueMicrotask(() => undefined)'),
  timeInDomain('crypto', 'crypto.randomUUID()'),
  timeInDomain('Buffer', "Buffer.from('a')"),
  timeInDomain('fetch', "fetch('https://example.org')"),
  timeInDomain('process', 'process.pid'),
];

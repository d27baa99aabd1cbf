import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { failure } from '#domain/failure.ts';
import type { CallbackReading } from '#domain/ports/provider.ts';
import { settlement } from '#domain/settlement.ts';
import { createProviders } from '#providers/registry.ts';
import { readPrediction } from '#providers/replicate/prediction.ts';
import { readNews } from '#providers/replicate/webhook.ts';

const SECRET = 'el-secret-5f3a9c1e7b2d4f60';
const KEY = 'key-5f3a9c1e7b2d4f60';

const providers = createProviders(
  {
    modelslab: { apiKey: KEY, apiUrl: 'https://modelslab.com/api', maxConcurrency: 1 },
    apimart: { apiKey: KEY, apiUrl: 'https://api.apimart.ai', maxConcurrency: 1 },
    eachlabs: { apiKey: KEY, apiUrl: 'https://api.eachlabs.ai', maxConcurrency: 1, webhookSecret: SECRET },
    replicate: { apiKey: KEY, apiUrl: 'https://api.replicate.com', maxConcurrency: 1 },
  },
  { logger: { warn: () => undefined } },
);

/** A callback that is known to be the service's, read. */
type Read = (body: Uint8Array) => CallbackReading;

const jobId = '01k2m3n4p5q6r7s8t9v0w1x2y3';

const READERS: Readonly<Record<string, Read>> = {
  ...Object.fromEntries(
    [...providers].map(([name, { readCallback }]): [string, Read] => [
      name,
      (body) => readCallback({ jobId, body, headers: { 'x-webhook-secret': SECRET } }),
    ]),
  ),
  // Before its secret of callbacks is known, replicate's room reads none; this is what it does after.
  'replicate, signed': (body) => readNews(readPrediction(parse(body)), [KEY]),
};

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

const reading = z.discriminatedUnion('news', [
  z.strictObject({ news: z.literal('ended'), taskId: z.string().optional(), settlement }),
  z.strictObject({ news: z.literal('progress') }),
  z.strictObject({ news: z.literal('nonsense'), detail: z.string() }),
]);

/** A reading is whole and short, and tells no secret. */
function judge(read: Read, body: Uint8Array): void {
  const answer = read(body);
  expect(reading.safeParse(answer)).toMatchObject({ success: true });
  expect(JSON.stringify(answer)).not.toContain(KEY);
  if (answer.news !== 'ended' || answer.settlement.outcome !== 'failed') return;
  expect(failure.parse(answer.settlement.failure).detail?.length ?? 0).toBeLessThanOrEqual(2_000);
}

const text = (json: string): Uint8Array => new TextEncoder().encode(json);

const FIXTURES = join(import.meta.dirname, '..', 'fixtures');

/** Bodies as they really come. */
const bodies = ['modelslab', 'apimart', 'eachlabs', 'replicate'].flatMap((name) =>
  readdirSync(join(FIXTURES, name))
    .filter((file) => file.endsWith('.json'))
    .map((file) => readFileSync(join(FIXTURES, name, file), 'utf8')),
);

/** Words that the services use, so that chance finds its way into the branches. */
const word = fc.constantFrom(
  ...[
    'status',
    'id',
    'output',
    'message',
    'data',
    'error',
    'success',
    'failed',
    'succeeded',
    'completed',
    'processing',
  ],
  ...[
    'proxy_links',
    'future_links',
    'meta',
    'eta',
    'fetch_result',
    'task_id',
    'exec_id',
    'predictionID',
    'metrics',
    KEY,
  ],
  ...[
    'https://cdn.test/1.png',
    'data:image/png;base64,AAAA',
    'javascript:alert(1)',
    '',
    '__proto__',
    'constructor',
    'toString',
  ],
);
const odd = fc.constantFrom(
  1e308,
  -0,
  2 ** 53,
  '9'.repeat(400),
  '\u0000',
  '\ud800',
  '💥'.repeat(50),
  [],
  {},
  null,
  false,
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    word,
    odd,
    fc.jsonValue(),
    fc.array(tie('tree'), { maxLength: 5 }),
    fc.dictionary(word, tie('tree'), { maxKeys: 8, noNullPrototype: true }),
  ),
}));

describe.each(Object.entries(READERS))('a callback’s body is never too strange: %s', (_name, read) => {
  test('bytes of any kind', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (body) => judge(read, body)));
  });

  test('JSON of any kind, in the services’ own words', () => {
    fc.assert(
      fc.property(tree, (json) => judge(read, text(JSON.stringify(json) ?? ''))),
      { numRuns: 1_000 },
    );
  });

  test('real bodies of all services, whole, cut off, and with something else in the place of any value', () => {
    const change = fc.record({ body: fc.constantFrom(...bodies), at: fc.nat(), cut: fc.boolean(), value: tree });
    fc.assert(
      fc.property(change, ({ body, at, cut, value }) => {
        judge(read, text(body));
        if (cut) return judge(read, text(body.slice(0, at % body.length)));
        let left = at % 30;
        const changed: unknown = JSON.parse(body, (_key, old) => (left-- === 0 ? value : old));
        judge(read, text(JSON.stringify(changed) ?? ''));
      }),
      { numRuns: 1_000 },
    );
  });

  test('nesting beyond any depth, and numbers beyond any size', () => {
    for (const body of [
      '['.repeat(200_000),
      `${'{"status":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
      `{"id":1e999999,"status":${'9'.repeat(10_000)}}`,
    ])
      judge(read, text(body));
  });
});

describe.each([...providers])('the task that a callback without a track id is about: %s', (_name, provider) => {
  test('is found or not, whatever the body', () => {
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      tree.map((json) => text(JSON.stringify(json) ?? '')),
      fc.constantFrom(...bodies).map(text),
    );
    fc.assert(
      fc.property(body, (each) => {
        const task = provider.taskIn?.(each);
        if (task) expect(task.taskId).not.toBe('');
      }),
    );
  });
});

import fc from 'fast-check';

const DEEP = 100_000;

/** JSON texts, not values: much of what hurts cannot be said with `JSON.stringify`. */
export const VALUES: readonly string[] = [
  'null',
  'true',
  '-0',
  '1e308',
  '1e309',
  '-1e400',
  '1e-400',
  '9007199254740993',
  '123456789012345678901234567890',
  '1.7976931348623157e308',
  '0.1e1000000',
  '""',
  '" "',
  '"0"',
  '"NaN"',
  '"99999999999999999999999999"',
  '"\\u0000"',
  '"\\ud800"',
  '"\\udc00\\ud800"',
  '"\\u202e\\u2066"',
  '"__proto__"',
  '"constructor"',
  '"success"',
  '"failed"',
  '"https://"',
  '"https://[::1"',
  '"https://[::ffff:127.0.0.1]:99999/"',
  '"http://user:pass@169.254.169.254/latest"',
  '"javascript:alert(1)"',
  '"data:image/png;base64,####"',
  '"file:///etc/passwd"',
  '" https://media.test/x.png "',
  '"https://media.test/%00%ff"',
  '[]',
  '{}',
  '[[]]',
  '[null]',
  '{"":null}',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"toString":1,"valueOf":1,"toJSON":1,"then":1}',
  '{"length":1e9}',
  '{"url":{"url":{"url":"https://media.test/x.png"}}}',
  '{"0":"https://media.test/0.png","1":"https://media.test/1.png"}',
  '[1,"a",null,{"url":1},["https://media.test/x.png"]]',
];

/** Texts that take long to make, so made once. */
const LARGE: readonly string[] = [
  JSON.stringify(' '.repeat(200_000)),
  JSON.stringify('https://media.test/'.repeat(20_000)),
  JSON.stringify(`https://${'a'.repeat(300_000)}`),
  JSON.stringify('a:'.repeat(150_000)),
  JSON.stringify('\\"'.repeat(100_000)),
  JSON.stringify('😀'.repeat(100_000)),
  `[${'"https://media.test/x.png",'.repeat(20_000)}0]`,
  `[${'{},'.repeat(200_000)}0]`,
  `{${Array.from({ length: 30_000 }, (_, key) => `"k${key}":${key}`).join(',')}}`,
  `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`,
  `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`,
  `${'['.repeat(DEEP)}`,
  `${'{"output":['.repeat(DEEP / 2)}`,
  '9'.repeat(500_000),
  `0.${'1'.repeat(500_000)}`,
];

/** One in a hundred is large: enough to meet every one often, few enough to be quick. */
export const hostileValue: fc.Arbitrary<string> = fc.oneof(
  { weight: 60, arbitrary: fc.constantFrom(...VALUES) },
  { weight: 30, arbitrary: fc.json({ maxDepth: 3 }) },
  { weight: 9, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }).map((text) => JSON.stringify(text)) },
  { weight: 1, arbitrary: fc.constantFrom(...LARGE) },
);

const HEAD = 'host: bot.test\r\n';
const JSON_BODY = '{"status":"success"}';
const LENGTH = `content-length: ${JSON_BODY.length}\r\n`;

/** One thing that a client may write, and how the first line of the answer begins; `closed`: no answer at all. */
export type WireShape = readonly [what: string, text: string, answer: RegExp | 'closed'];

const OK = /^HTTP\/1\.1 200 /;
const BAD = /^HTTP\/1\.1 400 /;
const NOTHING = /^HTTP\/1\.1 404 /;
const FLOOD = /^HTTP\/1\.1 431 /;

const post = (path: string, headers: string, body = '') => `POST ${path} HTTP/1.1\r\n${HEAD}${headers}\r\n${body}`;
const chunked = (path: string, chunks: string) => post(path, 'transfer-encoding: chunked\r\n', chunks);
const many = (count: number, header: (index: number) => string) =>
  Array.from({ length: count }, (_, at) => header(at)).join('');

/** Requests whose length is told in two ways, or in none that counts: what lies between two servers could disagree about. */
const smuggling = (path: string): readonly WireShape[] => [
  ['two ways of telling the length', post(path, `transfer-encoding: chunked\r\n${LENGTH}`, '0\r\n\r\n'), BAD],
  ['two lengths', post(path, `${LENGTH}content-length: 3\r\n`, JSON_BODY), BAD],
  ['two lengths in one', post(path, 'content-length: 20, 20\r\n', JSON_BODY), BAD],
  ['a negative length', post(path, 'content-length: -1\r\n', JSON_BODY), BAD],
  ['a length with a sign', post(path, 'content-length: +20\r\n', JSON_BODY), BAD],
  ['a length in another base', post(path, 'content-length: 0x14\r\n', JSON_BODY), BAD],
  ['a length beyond all numbers', post(path, `content-length: ${'9'.repeat(30)}\r\n`, JSON_BODY), BAD],
  ['a space before the colon', post(path, 'transfer-encoding : chunked\r\n', '0\r\n\r\n'), BAD],
  ['chunks that do not come last', post(path, 'transfer-encoding: chunked, identity\r\n', '0\r\n\r\n'), BAD],
  ['a header over two lines', post(path, 'x-a: 1\r\n 2\r\ncontent-length: 0\r\n'), /^HTTP\/1\.1 (?:200|400) /],
  ['lines that end without a return', `POST ${path} HTTP/1.1\nhost: a\n\n`, BAD],
  ['a zero byte in a header', post(path, 'x-a: \0\r\n'), BAD],
  ['a chunk of no size', chunked(path, 'zz\r\n'), BAD],
  ['a chunk larger than all numbers', chunked(path, `${'f'.repeat(17)}\r\n`), BAD],
  ['a negative chunk', chunked(path, '-1\r\n'), BAD],
  ['a chunk longer than it says', chunked(path, '2\r\nabcd\r\n0\r\n\r\n'), BAD],
  [
    'an endless extension of a chunk',
    chunked(path, `1;${'a'.repeat(20_000)}\r\na\r\n0\r\n\r\n`),
    /^HTTP\/1\.1 (?:400|413) /,
  ],
];

const lines = (path: string): readonly WireShape[] => [
  ['an address in full', `POST http://bot.test${path} HTTP/1.1\r\n${HEAD}${LENGTH}\r\n${JSON_BODY}`, OK],
  ['a query after the path', post(`${path}?a=/b&c=%zz`, LENGTH, JSON_BODY), OK],
  ['two slashes', post(`/${path}`, LENGTH, JSON_BODY), NOTHING],
  ['dots in the path', post(`/webhooks/..${path}`, LENGTH, JSON_BODY), NOTHING],
  ['a path that cannot be decoded', post('/webhooks/modelslab/%ff%fe', LENGTH, JSON_BODY), NOTHING],
  ['a star', `OPTIONS * HTTP/1.1\r\n${HEAD}\r\n`, NOTHING],
  ['no path at all', `POST HTTP/1.1\r\n${HEAD}\r\n`, BAD],
  ['bytes in the path', `POST ${path}\u00ff HTTP/1.1\r\n${HEAD}\r\n`, /^HTTP\/1\.1 40[04] /],
  ['a method nobody knows', `FETCH ${path} HTTP/1.1\r\n${HEAD}\r\n`, BAD],
  ['a method in small letters', `post ${path} HTTP/1.1\r\n${HEAD}\r\n`, BAD],
  ['TRACE', `TRACE ${path} HTTP/1.1\r\n${HEAD}\r\n`, NOTHING],
  ['CONNECT', `CONNECT bot.test:443 HTTP/1.1\r\n${HEAD}\r\n`, 'closed'],
  ['no host', `POST ${path} HTTP/1.1\r\n${LENGTH}\r\n${JSON_BODY}`, BAD],
  ['an old version', `POST ${path} HTTP/1.0\r\n${LENGTH}\r\n${JSON_BODY}`, OK],
  ['the oldest version', `GET ${path}\r\n`, BAD],
  ['a version to come', `POST ${path} HTTP/9.9\r\n${HEAD}\r\n`, BAD],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', BAD],
  ['a hello of TLS', '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03', BAD],
  ['noise', '\0\x01\x02\xff\xfe\r\n\r\n', BAD],
];

const headers = (path: string): readonly WireShape[] => [
  ['one header too long', post(path, `x-a: ${'a'.repeat(20_000)}\r\n`), FLOOD],
  [
    'too many headers',
    post(
      path,
      many(2_000, (at) => `x-header-${at}: 1\r\n`),
    ),
    FLOOD,
  ],
  ['a path too long', post(`/${'a'.repeat(20_000)}`, ''), /^HTTP\/1\.1 (?:414|431) /],
  ['many headers', post(path, many(500, (at) => `x-${at}: 1\r\n`) + LENGTH, JSON_BODY), OK],
  ['one header many times', post(path, many(500, () => 'cookie: a=1\r\n') + LENGTH, JSON_BODY), OK],
  ['headers named like parts of objects', post(path, `__proto__: 1\r\nconstructor: 1\r\n${LENGTH}`, JSON_BODY), OK],
  ['an expectation', post(path, `expect: 100-continue\r\n${LENGTH}`, JSON_BODY), /^HTTP\/1\.1 100 .*HTTP\/1\.1 200 /s],
  ['an expectation nobody knows', post(path, `expect: a miracle\r\n${LENGTH}`, JSON_BODY), /^HTTP\/1\.1 417 /],
  ['an upgrade to a web socket', post(path, `connection: upgrade\r\nupgrade: websocket\r\n${LENGTH}`, JSON_BODY), OK],
  ['an upgrade to HTTP/2', post(path, `connection: upgrade\r\nupgrade: h2c\r\n${LENGTH}`, JSON_BODY), OK],
  ['a body that nobody announced', post(path, '', JSON_BODY), /^HTTP\/1\.1 (?:200|400) /],
];

/** Everything that is odd about a request before its body counts, to a webhook address that verifies. */
export const wireShapes = (path: string): readonly WireShape[] => [
  ...smuggling(path),
  ...lines(path),
  ...headers(path),
];

import { readdirSync, readFileSync } from 'node:fs';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { hostileValue } from './hostile.ts';
import type { ServiceName } from './service-stage.ts';
import { SERVICES } from './service-stage.ts';

type Body = { readonly body: Uint8Array; readonly headers: Readonly<Record<string, string>> };

export type ServiceBody = Body & { readonly service: ServiceName };

const FIXTURES = new URL('../../fixtures/', import.meta.url);

/** What each service has been seen to say: its callbacks, and where callbacks look like polls, its polls. */
const SEEN: Readonly<Record<ServiceName, readonly string[]>> = {
  modelslab: read('modelslab', /^(?:webhook|fetch|training|workflow-status)-.*json$/),
  apimart: read('apimart', /^(?:webhook|task|music)-.*json$/),
  eachlabs: read('eachlabs', /^(?:webhook|poll|execution)-.*json$/),
  replicate: read('replicate', /^poll-.*json$/),
};

function read(service: ServiceName, names: RegExp): readonly string[] {
  const folder = new URL(`${service}/`, FIXTURES);
  return readdirSync(folder)
    .filter((name) => names.test(name))
    .map((name) => JSON.stringify(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))));
}

/** A value somewhere in a text of JSON: from a colon, a bracket or a comma to the next end of one. */
const PLACES = /(?<=[:[,])(?:"(?:[^"\\]|\\.)*"|[\w.+-]+|\{\}|\[\])(?=[,\]}])/g;

const replace = (text: string, place: RegExpExecArray, value: string): string =>
  text.slice(0, place.index) + value + text.slice(place.index + place[0].length);

/** One of the values replaced, so that every field that a service fills is met by every type. */
const withOneValue = (text: string): fc.Arbitrary<string> => {
  const places = [...text.matchAll(PLACES)];
  return fc.tuple(fc.nat(Math.max(places.length - 1, 0)), hostileValue).map(([at, value]) => {
    const place = places[at];
    return place ? replace(text, place, value) : value;
  });
};

/** Every field of everything that services have been seen to say, with each of these values, given as JSON. */
export function* sweep(values: readonly string[]): Generator<ServiceBody> {
  for (const service of SERVICES) {
    for (const text of SEEN[service]) {
      for (const place of text.matchAll(PLACES)) {
        for (const value of values) yield { service, body: Buffer.from(replace(text, place, value)), headers: {} };
      }
    }
  }
}

/** A field said twice, or one that no service has. */
const withOneMore = (text: string): fc.Arbitrary<string> => {
  const names = [...text.matchAll(/"(\w+)":/g)].map(([, name = '']) => name);
  const name = fc.constantFrom(
    ...names,
    '__proto__',
    'constructor',
    'toString',
    '',
    '\\u0000',
    'status',
    'output',
    'id',
  );
  return fc.tuple(name, hostileValue).map(([key, value]) => text.replace(/\}$/, `,"${key}":${value}}`));
};

/** Bytes turned, lost, doubled, cut off. */
const broken = (text: string): fc.Arbitrary<Uint8Array> =>
  fc.tuple(fc.nat(text.length), fc.nat(40), fc.uint8Array({ maxLength: 12 })).map(([at, length, bytes]) => {
    const whole = Buffer.from(text);
    return Buffer.concat([whole.subarray(0, at), bytes, whole.subarray(at + length)]);
  });

const textOf = (service: ServiceName): fc.Arbitrary<string> =>
  fc
    .constantFrom(...SEEN[service])
    .chain((text) => fc.oneof(withOneValue(text), withOneValue(text), withOneMore(text)));

const bytesOf = (service: ServiceName): fc.Arbitrary<Uint8Array> =>
  fc.oneof(
    { weight: 12, arbitrary: textOf(service).map((text) => Buffer.from(text)) },
    { weight: 3, arbitrary: fc.constantFrom(...SEEN[service]).chain(broken) },
    { weight: 2, arbitrary: hostileValue.map((text) => Buffer.from(text)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
    { weight: 1, arbitrary: fc.constantFrom(...SEEN[service]).map((text) => Buffer.from(`\ufeff${text}`, 'utf16le')) },
  );

const TYPES = [
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  'multipart/form-data',
  ';;"',
  'a/b/c',
];

const BOMB = gzipSync(Buffer.alloc(64 * 1024 * 1024), { level: 9 });
const BOXED_BOMB = gzipSync(BOMB);
const PACKERS: Readonly<Record<string, (body: Uint8Array) => Uint8Array>> = {
  gzip: gzipSync,
  deflate: deflateSync,
  br: (body) => brotliCompressSync(body),
  zstd: (body) => zstdCompressSync(body),
  'gzip, gzip': (body) => gzipSync(gzipSync(body)),
};

/** Packed, said to be packed and not, packed as something else, cut off in the middle, a bomb, and a bomb in a box. */
const packed = (bytes: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Body> =>
  fc.tuple(bytes, fc.constantFrom(...Object.keys(PACKERS)), fc.nat(6)).map(([plain, encoding, how]) => {
    const whole = PACKERS[encoding]?.(plain) ?? plain;
    const half = whole.subarray(0, whole.length / 2);
    const body = [whole, whole, plain, gzipSync(plain), half, BOMB, BOXED_BOMB][how] ?? whole;
    return { body, headers: { 'content-encoding': how > 4 ? 'gzip' : encoding } };
  });

const plain = (bytes: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Body> =>
  fc.tuple(bytes, fc.constantFrom(...TYPES)).map(([body, type]) => ({ body, headers: { 'content-type': type } }));

/** What comes under a track id that verifies, for the service of that job. */
const bodyFor: Readonly<Record<ServiceName, fc.Arbitrary<Body>>> = {
  modelslab: bodyOf('modelslab'),
  apimart: bodyOf('apimart'),
  eachlabs: bodyOf('eachlabs'),
  replicate: bodyOf('replicate'),
};

function bodyOf(service: ServiceName): fc.Arbitrary<Body> {
  const bytes = bytesOf(service);
  return fc.oneof({ weight: 20, arbitrary: plain(bytes) }, { weight: 1, arbitrary: packed(bytes) });
}

/** So many bodies for each service in turn, the same for the same seed. */
export function* bodies(count: number, seed: number): Generator<ServiceBody> {
  const each = Math.ceil(count / SERVICES.length);
  const batch = 500;
  for (let from = 0; from < each; from += batch) {
    for (const service of SERVICES) {
      const samples = fc.sample(bodyFor[service], { numRuns: Math.min(batch, each - from), seed: seed + from });
      for (const body of samples) yield { service, ...body };
    }
  }
}

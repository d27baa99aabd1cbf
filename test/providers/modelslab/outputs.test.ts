import { describe, expect, it } from 'vitest';
import { readEnvelope } from '#providers/modelslab/envelope.ts';
import { readSources } from '#providers/modelslab/outputs.ts';
import { fixture } from './bench.ts';

const sourcesOf = (body: object) => {
  const envelope = readEnvelope(body);
  return envelope && readSources(envelope).map(({ urls }) => urls);
};

describe('files are found wherever the service puts them', () => {
  it.each([
    ['fetch-done-null-mirrors.json', [['https://pub-3f0c.r2.dev/generations/d-0.png']]],
    ['fetch-done-object-output.json', [['https://a.example/x.png', 'https://b.example/x.png']]],
    ['fetch-done-string-output.json', [['https://a.example/x.png']]],
    ['fetch-done-url-objects.json', [['https://a.example/x.png'], ['https://a.example/y.png']]],
    ['fetch-done-links.json', [['https://a.example/c.wav']]],
    ['fetch-done-mirrors-only.json', [['https://a.example/c.wav']]],
    ['fetch-success-future-only.json', []],
    ['fetch-success-empty.json', []],
  ])('%s', (file, sources) => {
    expect(sourcesOf(JSON.parse(fixture(file)))).toStrictEqual(sources);
  });
});

describe('each file keeps its place and its mirror', () => {
  it('when one has no address of its own', () => {
    const body = { output: ['', 'https://a.example/2'], proxy_links: ['https://b.example/1', 'https://b.example/2'] };
    expect(sourcesOf(body)).toStrictEqual([['https://b.example/1'], ['https://a.example/2', 'https://b.example/2']]);
  });

  it('when one was blanked altogether', () => {
    const body = { output: [null, 'https://a.example/2'], proxy_links: [null, 'https://b.example/2'] };
    expect(sourcesOf(body)).toStrictEqual([['https://a.example/2', 'https://b.example/2']]);
  });

  it('when the mirror is the same address', () => {
    const body = { output: ['https://a.example/1'], proxy_links: ['https://a.example/1'] };
    expect(sourcesOf(body)).toStrictEqual([['https://a.example/1']]);
  });

  it('once, when it is listed twice', () => {
    expect(sourcesOf({ output: ['https://a.example/1', ' https://a.example/1 '] })).toStrictEqual([
      ['https://a.example/1'],
    ]);
  });
});

describe('what is no web address is no file', () => {
  it.each([
    'data:image/png;base64,AAAA',
    'iVBORw0KGgoAAAANSUhEUg',
    'file:///etc/passwd',
    'ftp://a.example/x.png',
    'javascript:alert(1)',
    '/generations/x.png',
    'https://',
    '',
    7,
    true,
  ])('%j', (entry) => {
    expect(sourcesOf({ output: [entry] })).toStrictEqual([]);
  });

  it('but plain http is, for private media hosts', () => {
    expect(sourcesOf({ output: ['http://127.0.0.1:4000/x.png'] })).toStrictEqual([['http://127.0.0.1:4000/x.png']]);
  });
});

it('an address nested deeper than any that was ever seen is not searched for', () => {
  expect(sourcesOf({ output: [[['https://a.example/1']]] })).toStrictEqual([['https://a.example/1']]);
  expect(sourcesOf({ output: [[[[[['https://a.example/1']]]]]] })).toStrictEqual([]);
});

it('an answer with thousands of addresses yields sixteen files', () => {
  const output = Array.from({ length: 5_000 }, (_, index) => `https://a.example/${index}`);
  expect(sourcesOf({ output })).toHaveLength(16);
});

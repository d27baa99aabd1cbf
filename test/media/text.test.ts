import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { FetchAnswer } from '#domain/ports/media-store.ts';
import { createStage, JOB_ID, PNG, pngOf, serveBytes } from '#test/media/stage.ts';

const REFUSED = { outcome: 'later', detail: 'text instead of a media file' };

async function fetchWords(bytes: Uint8Array): Promise<{ answer: FetchAnswer; content: () => Promise<Buffer> }> {
  const server = await serveBytes(bytes, { 'content-type': 'image/png' });
  const stage = await createStage([server.host]);
  const answer = await stage.fetch({ jobId: JOB_ID, position: 0, urls: [`http://${server.host}/x.txt`], text: true });
  const file = answer.outcome === 'stored' ? answer.file : undefined;
  return { answer, content: async () => (file ? readFile(stage.locate(file)) : Buffer.alloc(0)) };
}

it.each([
  ['words', 'Grüße aus dem Wald 🐦\n', 'text/plain', 'txt'],
  ['one word, which could be base64 of something', 'NotFound', 'text/plain', 'txt'],
  ['times of a subtitle', '1\r\n00:00:00,000 --> 00:00:01,000\r\n<i>Hi</i>\r\n', 'text/plain', 'txt'],
  ['a mark of the model', '<|en|> hello', 'text/plain', 'txt'],
  ['more than the first kilobytes', 'ä'.repeat(5_001), 'text/plain', 'txt'],
  ['braces that are no JSON', '{Verse 1} la la', 'text/plain', 'txt'],
  ['JSON', '{"text":"hello","segments":[]}', 'application/json', 'json'],
  ['a list in JSON', ' [{"word":"hello","start":0.1}]', 'application/json', 'json'],
])('where words are wanted they are stored to the last byte: %s', async (_what, text, mediaType, extension) => {
  const bytes = Buffer.from(text);
  const { answer, content } = await fetchWords(bytes);
  const file = { path: `${JOB_ID}/0.${extension}`, mediaType, extension, bytes: bytes.length };
  expect(answer).toStrictEqual({ outcome: 'stored', file });
  expect(await content()).toStrictEqual(bytes);
});

it.each([
  ['a page', '<!doctype html><title>404</title>'],
  ['a page after some lines', '\n\n  <HTML><body>Bad gateway'],
  ['a page behind a byte order mark', '\ufeff<html>'],
  ['a storage service’s message', '<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>'],
  ['a drawing that can carry a script', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['a comment before a page', '<!-- hello --><html>'],
  ['nothing', ''],
  ['nothing but space', ' \n '],
])('where words are wanted markup and emptiness are refused: %s', async (_what, text) => {
  expect((await fetchWords(Buffer.from(text))).answer).toStrictEqual(REFUSED);
});

it('text that is no UTF-8 in the middle is no text', async () => {
  const bytes = Buffer.concat([Buffer.from('a'.repeat(5_000)), Buffer.from([0xe4]), Buffer.from('b')]);
  expect((await fetchWords(bytes)).answer).toStrictEqual(REFUSED);
});

it('text with bytes of a program behind it is no text', async () => {
  const bytes = Buffer.concat([Buffer.from('a'.repeat(5_000)), Buffer.from([0, 1])]);
  expect((await fetchWords(bytes)).answer).toStrictEqual(REFUSED);
});

it('a real file is taken where words were wanted', async () => {
  expect((await fetchWords(PNG)).answer).toMatchObject({ file: { mediaType: 'image/png' } });
});

it('a picture in base64 is a picture where words were wanted', async () => {
  const picture = pngOf(9_000);
  const { answer, content } = await fetchWords(Buffer.from(picture.toString('base64')));
  expect(answer).toMatchObject({ file: { mediaType: 'image/png' } });
  expect(await content()).toStrictEqual(picture);
});

it('words are refused where a file was wanted', async () => {
  const server = await serveBytes(Buffer.from('hello'));
  const stage = await createStage([server.host]);
  const urls = [`http://${server.host}/`];
  for (const text of [undefined, false])
    expect(await stage.fetch({ jobId: JOB_ID, position: 0, urls, ...(text !== undefined && { text }) })).toStrictEqual(
      REFUSED,
    );
});

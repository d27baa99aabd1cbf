import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readSources } from '#providers/apimart/outputs.ts';
import { fixture } from './bench.ts';

const body = z.object({ data: z.object({ result: z.unknown() }) });
const urlsOf = (result: unknown) => readSources(result).map(({ urls }) => urls);
const urlsIn = (file: string) => urlsOf(body.parse(JSON.parse(fixture(file))).data.result);

describe('files are found wherever the service puts them', () => {
  it.each([
    ['task-image.json', [['https://upload.apimart.ai/f/image/a.png']]],
    ['task-video.json', [['https://upload.apimart.ai/f/video/v.mp4']]],
    ['task-video-text-url.json', [['https://upload.apimart.ai/f/video/v.mp4']]],
    ['music-suno.json', [['https://upload.apimart.ai/f/a.mp3'], ['https://upload.apimart.ai/f/b.mp3']]],
    ['music-flow.json', [['https://upload.apimart.ai/f/c.m4a', 'https://upload.apimart.ai/f/c.wav']]],
    ['music-audios.json', [['https://upload.apimart.ai/f/a.mp3']]],
    ['task-empty.json', []],
  ])('%s', (file, sources) => {
    expect(urlsIn(file)).toStrictEqual(sources);
  });

  it.each([
    [{ images: ['https://u.example/1', 'https://u.example/2'] }, [['https://u.example/1'], ['https://u.example/2']]],
    [{ images: { url: 'https://u.example/1' } }, [['https://u.example/1']]],
    [{ music: [{ audio_url: ['https://u.example/1'] }] }, [['https://u.example/1']]],
    [{ music: [{ wav_url: 'https://u.example/1' }] }, [['https://u.example/1']]],
    [
      { audios: [{ url: 'https://u.example/1' }], music: [{ audio_url: 'https://u.example/1' }] },
      [['https://u.example/1']],
    ],
    [{ images: [{ url: ' https://u.example/1 ' }, { url: 'https://u.example/1' }] }, [['https://u.example/1']]],
    [{ images: [null, {}, { url: [] }, { url: 'https://u.example/1' }] }, [['https://u.example/1']]],
  ])('%j', (result, sources) => {
    expect(urlsOf(result)).toStrictEqual(sources);
  });
});

describe('what is no web address is no file', () => {
  it.each(['data:image/png;base64,AAAA', 'file:///etc/passwd', 'ftp://u.example/x', '/f/x.png', '', 7, true, [[]]])(
    '%j',
    (url) => {
      expect(urlsOf({ images: [{ url }] })).toStrictEqual([]);
    },
  );

  it('but plain http is, for private media hosts', () => {
    expect(urlsOf({ images: [{ url: 'http://127.0.0.1:4000/x.png' }] })).toStrictEqual([
      ['http://127.0.0.1:4000/x.png'],
    ]);
  });
});

it.each([undefined, null, 'text', 5, []])('a result of %j has no files', (result) => {
  expect(urlsOf(result)).toStrictEqual([]);
});

it('an answer with thousands of addresses yields sixteen files', () => {
  const images = Array.from({ length: 5_000 }, (_, index) => ({ url: `https://u.example/${index}` }));
  expect(urlsOf({ images })).toHaveLength(16);
});

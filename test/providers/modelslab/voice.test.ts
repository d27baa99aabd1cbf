import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { complaintsOf } from '#domain/complaints.ts';
import type { Options } from '#domain/options.ts';
import type { SubmitInput } from '#domain/ports/provider.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { callbackOf, connect, fixture, KEY, WEBHOOK } from './bench.ts';
import { audioAs, order, orderOf, videoAs } from './order.ts';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
  service.answer(200, fixture('submit-queued-voice.json', service.origin));
});
afterEach(() => service[Symbol.asyncDispose]());

const VOICE_MP3 = 'https://bot.example/media/voice.mp3';
const SONG_MP3 = 'https://bot.example/media/song.mp3';
const CLIP = 'https://bot.example/media/clip.mp4';

type Case = {
  readonly model: string;
  readonly prompt?: string;
  readonly options?: Options;
  readonly inputs?: readonly SubmitInput[];
};

describe('the body of a submit, without a track id, which the OpenAPI file types as a number, is exactly this', () => {
  it.each<[string, Case, object]>([
    [
      'text_to_speech',
      { model: 'text-to-speech', prompt: 'Good evening.' },
      { prompt: 'Good evening.', voice_id: 'madison', language: 'american english' },
    ],
    [
      'text_to_speech',
      { model: 'text-to-speech', prompt: 'Ciao.', options: { voice: 'tom_hank', language: 'italian' } },
      { prompt: 'Ciao.', voice_id: 'tom_hank', language: 'italian' },
    ],
    [
      'text_to_audio',
      { model: 'text-to-audio', prompt: 'Hello.', options: { language: 'yue chinese' }, inputs: [audioAs('sample')] },
      { prompt: 'Hello.', init_audio: VOICE_MP3, language: 'yue chinese' },
    ],
    [
      'text_to_audio',
      { model: 'text-to-audio', prompt: 'Hello.', inputs: [audioAs('sample')] },
      { prompt: 'Hello.', init_audio: VOICE_MP3 },
    ],
    [
      'voice_design',
      { model: 'voice-design', prompt: 'Hello.', options: { style: 'an old sailor', language: 'german' } },
      { prompt: 'Hello.', voice_description: 'an old sailor', language: 'german' },
    ],
    ['music_gen', { model: 'music-gen', prompt: 'a waltz' }, { prompt: 'a waltz', output_format: 'mp3' }],
    [
      'music_gen',
      {
        model: 'music-gen',
        prompt: 'a waltz',
        options: { duration: 60.4, format: 'flac' },
        inputs: [audioAs('audio')],
      },
      { prompt: 'a waltz', init_audio: VOICE_MP3, duration: 60, output_format: 'flac' },
    ],
    ['sfx', { model: 'sfx', prompt: 'a door', options: { duration: 3 } }, { prompt: 'a door', duration: 3 }],
    ['sfx', { model: 'sfx', prompt: 'a door' }, { prompt: 'a door' }],
    ['lyrics_generator', { model: 'lyrics-generator', prompt: 'the sea' }, { prompt: 'the sea' }],
    [
      'voice_to_voice',
      { model: 'voice-to-voice', inputs: [audioAs('audio', 'song.mp3'), audioAs('sample')] },
      { init_audio: SONG_MP3, target_audio: VOICE_MP3 },
    ],
    [
      'voice_cover',
      {
        model: 'voice-cover',
        options: { voice: 'jacob', style: 'sad', seed: 7, language: 'english' },
        inputs: [audioAs('audio')],
      },
      { init_audio: VOICE_MP3, model_id: 'jacob', language: 'english', emotion: 'sad', seed: 7 },
    ],
    [
      'vocal_isolator',
      { model: 'vocal-isolator', options: { seed: 7 }, inputs: [audioAs('audio')] },
      { init_audio: VOICE_MP3, seed: 7 },
    ],
    ['vocal_isolator', { model: 'vocal-isolator', inputs: [videoAs('audio')] }, { init_video: CLIP }],
    [
      'speech_to_text',
      { model: 'speech-to-text', options: { language: 'de' }, inputs: [audioAs('audio')] },
      { init_audio: VOICE_MP3, language: 'de' },
    ],
    [
      'create_dubbing',
      { model: 'dubbing', options: { language: 'pt-br', voice: 'henry', seed: 7 }, inputs: [videoAs('video')] },
      { init_video: CLIP, source_lang: 'en', output_lang: 'pt-br', voice_id: 'henry', seed: 7 },
    ],
    [
      'create_dubbing',
      { model: 'dubbing-from-hindi', options: { language: 'en-us' }, inputs: [videoAs('video')] },
      { init_video: CLIP, source_lang: 'hi', output_lang: 'en-us' },
    ],
  ])('%s for %j', async (name, wish, body) => {
    const { sent } = await order(service, wish);
    expect(sent).toMatchObject({ method: 'POST', path: `/api/v6/voice/${name}` });
    expect(sent.body).toStrictEqual({ key: KEY, ...body, webhook: WEBHOOK });
  });
});

describe('a song', () => {
  it.each<[string, Options, object]>([
    ['has its words written by the service', {}, { lyrics_generation: true, prompt: 'the sea' }],
    [
      'has its words written by the service, in a style',
      { style: 'folk', instrumental: false, language: 'en' },
      { lyrics_generation: true, prompt: 'the sea', caption: 'folk', instrumental: false, language: 'en' },
    ],
    [
      'has the words of the member; the prompt tells the music',
      { lyrics: '[Verse 1] Waves' },
      { lyrics_generation: false, lyrics: '[Verse 1] Waves', caption: 'the sea' },
    ],
    [
      'has the words of the member and a style of its own',
      { lyrics: '[Verse 1] Waves', style: 'folk', duration: 30 },
      { lyrics_generation: false, lyrics: '[Verse 1] Waves', caption: 'folk', duration: 30 },
    ],
    ['has none', { instrumental: true }, { lyrics_generation: true, prompt: 'the sea', instrumental: true }],
  ])('%s', async (_, options, body) => {
    const { sent } = await order(service, { model: 'song-generator', prompt: 'the sea', options });
    expect(sent.path).toBe('/api/v6/voice/song_generator');
    expect(sent.body).toStrictEqual({ key: KEY, ...body, webhook: WEBHOOK });
  });

  it('may follow a reference', async () => {
    const { sent } = await order(service, { model: 'song-generator', prompt: 'the sea', inputs: [audioAs('audio')] });
    expect(sent.body).toMatchObject({ init_audio: VOICE_MP3 });
  });
});

describe('the catalogue refuses before anything is sent', () => {
  const complaints = (wish: Case, change: Options) => {
    const { request, model } = orderOf(wish);
    return complaintsOf({ ...request, options: change }, model);
  };

  it.each<[Case, Options, object]>([
    [{ model: 'sfx', prompt: 'x' }, { duration: 2.9 }, { name: 'duration', problem: 'out_of_bounds' }],
    [{ model: 'sfx', prompt: 'x' }, { duration: 16 }, { name: 'duration', problem: 'out_of_bounds' }],
    [{ model: 'music-gen', prompt: 'x' }, { duration: 29 }, { name: 'duration', problem: 'out_of_bounds' }],
    [{ model: 'text-to-speech', prompt: 'x' }, { language: 'english' }, { name: 'language', problem: 'out_of_bounds' }],
    [
      { model: 'speech-to-text', options: { language: 'en' }, inputs: [audioAs('audio')] },
      {},
      { name: 'language', problem: 'missing' },
    ],
    [
      { model: 'dubbing', options: { language: 'fr' }, inputs: [videoAs('video')] },
      { language: 'de' },
      { name: 'language', problem: 'out_of_bounds' },
    ],
    [{ model: 'voice-design', prompt: 'x', options: { style: 'y' } }, {}, { name: 'style', problem: 'missing' }],
  ])('%j with %j', (wish, change, complaint) => {
    expect(complaints(wish, change)).toMatchObject([{ about: 'option', ...complaint }]);
  });

  it.each([
    ['text-to-audio', 3.9, 'too_short'],
    ['text-to-audio', 30.5, 'too_long'],
  ] as const)('a sample for %s of %i s', (name, seconds, problem) => {
    const { request, model } = orderOf({ model: name, prompt: 'x', inputs: [audioAs('sample')] });
    const inputs = request.inputs.map((each) => ({ ...each, file: { ...each.file, seconds } }));
    expect(complaintsOf({ ...request, inputs }, model)).toMatchObject([{ about: 'input', role: 'sample', problem }]);
  });
});

describe('results in words', () => {
  const TRANSCRIPT = {
    outcome: 'succeeded',
    sources: [
      {
        urls: [
          'https://pub-3f0c.r2.dev/generations/transcript.txt',
          'https://cdn2.stablediffusionapi.com/generations/transcript.txt',
        ],
        text: true,
      },
    ],
  };

  it('are asked about at the older address that the answer names, and are text', async () => {
    service.answer(200, fixture('submit-queued-transcript.json', service.origin));
    const wish = { model: 'speech-to-text', options: { language: 'en' }, inputs: [audioAs('audio')] };
    const { submission } = await order(service, wish);
    const task = { family: 'voice-text', taskId: '32', pollUrl: `${service.apiUrl}/v6/whisper/fetch/32` };
    expect(submission).toStrictEqual({ outcome: 'accepted', task, etaMs: 5_000 });
    service.answer(200, fixture('fetch-done-transcript.json'));
    expect(await connect(service.apiUrl).poll(task)).toStrictEqual({ outcome: 'settled', settlement: TRANSCRIPT });
    expect(service.seen.at(-1)?.path).toBe('/api/v6/whisper/fetch/32');
  });

  it('are asked about where all voices are, when no address was named', async () => {
    service.answer(200, fixture('fetch-processing-misspelt.json'));
    await connect(service.apiUrl).poll({ family: 'voice-text', taskId: '32' });
    expect(service.seen.at(-1)?.path).toBe('/api/v6/voice/fetch/32');
  });

  it('are text in a callback too, which does not say what it is about', () => {
    expect(connect(service.apiUrl).readCallback(callbackOf(fixture('webhook-lyrics.json')))).toStrictEqual({
      news: 'ended',
      taskId: '33',
      settlement: {
        outcome: 'succeeded',
        sources: [{ urls: ['https://pub-3f0c.r2.dev/generations/lyrics.txt'], text: true }],
      },
    });
  });
});

describe('results in sound', () => {
  it('are no text', async () => {
    service.answer(200, fixture('fetch-done-links.json'));
    expect(await connect(service.apiUrl).poll({ family: 'voice', taskId: '5' })).toStrictEqual({
      outcome: 'settled',
      settlement: { outcome: 'succeeded', sources: [{ urls: ['https://a.example/c.wav'] }] },
    });
  });

  it('that failed say why', async () => {
    service.answer(200, { status: 'failed', id: 5, message: 'Unable to fetch audio: the url is not accessible' });
    expect(await connect(service.apiUrl).poll({ family: 'voice', taskId: '5' })).toMatchObject({
      settlement: { outcome: 'failed', failure: { reason: 'input_unreachable' } },
    });
  });
});

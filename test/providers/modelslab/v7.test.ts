import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Options } from '#domain/options.ts';
import type { SubmitInput } from '#domain/ports/provider.ts';
import { MODELS } from '#providers/modelslab/endpoints/v7.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { fixture, KEY, TRACK_ID, WEBHOOK } from './bench.ts';
import { audioAs, IMAGE, imageAs, order, videoAs } from './order.ts';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
  service.answer(200, fixture('submit-queued-v7.json', service.origin));
});
afterEach(() => service[Symbol.asyncDispose]());

const MEDIA = 'https://bot.example/media';
const AUDIO = `${MEDIA}/voice.mp3`;
const CLIP = `${MEDIA}/clip.mp4`;
const ONE = [imageAs('image')];
const TWO = [imageAs('reference', 'b.png'), imageAs('image')];

type Row = readonly [
  model: string,
  wish: { readonly wordless?: true; readonly options?: Options; readonly inputs?: readonly SubmitInput[] },
  fields: object,
];

/** Every row of the table sends its model and its prompt, and besides exactly these fields. */
function each(group: string, rows: readonly Row[]) {
  it.each(rows)(`${group}: %s with %j`, async (model, { wordless, ...wish }, fields) => {
    const { sent } = await order(service, { model, ...wish, ...(!wordless && { prompt: 'a heron' }) });
    expect(sent).toMatchObject({ method: 'POST', path: `/api/v7/${group}` });
    expect(sent.body).toStrictEqual({
      key: KEY,
      model_id: MODELS.find(({ id }) => id === `modelslab/${model}`)?.name,
      ...(!wordless && { prompt: 'a heron' }),
      ...fields,
      webhook: WEBHOOK,
      track_id: TRACK_ID,
    });
    tried.add(`modelslab/${model}`);
  });
}

const tried = new Set<string>();

describe('the body of a submit is exactly the table, array or text as each model wants it', () => {
  each('images/text-to-image', [
    ['flux-2-pro', {}, { width: 1024, height: 1024 }],
    ['flux-2-pro', { options: { aspect: '16:9' } }, { width: 1024, height: 576 }],
    ['seedream-t2i', {}, { width: 1024, height: 1024 }],
    ['nano-banana-pro', {}, {}],
    ['nano-banana-pro', { options: { aspect: '9:16' } }, { aspect_ratio: '9:16' }],
    ['nano-banana-t2i', {}, {}],
    ['seedream-4', {}, { aspect_ratio: '1:1' }],
    ['seedream-4.5', { options: { aspect: '2:3' } }, { aspect_ratio: '2:3' }],
    ['imagen-3', {}, {}],
    ['imagen-4', { options: { aspect: '3:4' } }, { aspect_ratio: '3:4' }],
    ['imagen-4.0-fast-generate', {}, { aspect_ratio: '1:1' }],
    ['imagen-4.0-ultra', { options: { count: 4 } }, { aspect_ratio: '1:1', samples: 4 }],
    ['gen4_image', {}, { aspect_ratio: '16:9' }],
  ]);

  each('images/image-to-image', [
    ['flux-2-pro-edit', { inputs: TWO }, { init_image: [IMAGE, `${MEDIA}/b.png`] }],
    ['nano-banana-pro-edit', { inputs: ONE, options: { aspect: '1:1' } }, { init_image: [IMAGE], aspect_ratio: '1:1' }],
    ['nano-banana', { inputs: TWO }, { init_image: IMAGE, init_image_2: `${MEDIA}/b.png` }],
    ['flux-kontext-pro', { inputs: ONE }, { init_image: IMAGE }],
    ['flux-kontext-pro', { inputs: ONE, options: { aspect: '3:2' } }, { init_image: IMAGE, aspect_ratio: '3:2' }],
    ['seedream-4.5-i2i', { inputs: ONE }, { init_image: [IMAGE], aspect_ratio: '1:1' }],
    ['seedream-4.0-i2i', { inputs: TWO }, { init_image: [IMAGE, `${MEDIA}/b.png`] }],
    ['seededit-i2i', { inputs: ONE }, { init_image: IMAGE }],
    ['gen4_image_turbo', { inputs: TWO }, { init_image: IMAGE, init_image_2: `${MEDIA}/b.png` }],
  ]);

  each('video-fusion/text-to-video', [
    ['veo3', {}, {}],
    ['veo2', {}, {}],
    ['sora-2', {}, {}],
    ['sora-2', { options: { duration: 8, aspect: '9:16' } }, { duration: '8', aspect_ratio: '9:16' }],
    ['kling-v2-5-turbo-t2v', {}, { duration: '5', aspect_ratio: '16:9' }],
    ['kling-v2-master-t2v', { options: { duration: 10 } }, { duration: '10' }],
    ['kling-v2-1-master-t2v', {}, { duration: '5' }],
    ['Hailuo-2.3-t2v', {}, {}],
    ['Hailuo-02-t2v', {}, {}],
    ['seedance-1.0-pro-fast-t2v', {}, {}],
    ['seedance-t2v', { options: { aspect: '4:3', resolution: '480p' } }, { aspect_ratio: '4:3', resolution: '480p' }],
    ['wan2.6-t2v', {}, {}],
    [
      'wan2.5-t2v',
      { inputs: [audioAs('audio')], options: { sound: true } },
      { init_audio: AUDIO, generate_audio: true },
    ],
  ]);

  each('video-fusion/image-to-video', [
    ['veo3', { inputs: ONE }, { init_image: IMAGE }],
    ['veo2', { inputs: [imageAs('first_frame')] }, { init_image: IMAGE }],
    ['kling-v2-1-i2v', { inputs: ONE }, { init_image: IMAGE, duration: '5' }],
    ['Kling-V2-5-Turbo-i2v', { inputs: ONE, options: { duration: 10 } }, { init_image: IMAGE, duration: '10' }],
    ['kling-v2-master-i2v', { inputs: ONE }, { init_image: IMAGE, duration: '5' }],
    ['kling-v2-1-master-i2v', { inputs: ONE }, { init_image: IMAGE, duration: '5' }],
    ['Hailuo-2.3-i2v', { inputs: ONE, options: { duration: 6 } }, { init_image: IMAGE, duration: '6' }],
    ['Hailuo-2.3-Fast-i2v', { inputs: ONE }, { init_image: IMAGE }],
    ['Hailuo-02-i2v', { inputs: ONE }, { init_image: IMAGE }],
    [
      'Hailuo-02-start-end-frame',
      { inputs: [imageAs('last_frame', 'z.png'), imageAs('first_frame', 'a.png')] },
      { init_image: [`${MEDIA}/a.png`, `${MEDIA}/z.png`] },
    ],
    ['seedance-i2v', { inputs: ONE }, { init_image: IMAGE }],
    ['seedance-1.0-pro-i2v', { inputs: ONE }, { init_image: [IMAGE] }],
    ['seedance-1.0-pro-fast-i2v', { inputs: ONE }, { init_image: IMAGE }],
    ['wan2.6-i2v', { inputs: ONE }, { init_image: IMAGE }],
    ['wan2.5-i2v', { inputs: [...ONE, audioAs('audio')] }, { init_image: IMAGE, init_audio: AUDIO }],
    ['omni-human-1.5', { inputs: [...ONE, audioAs('audio')] }, { init_image: IMAGE, init_audio: AUDIO }],
    ['omni-human', { wordless: true, inputs: [...ONE, audioAs('audio')] }, { init_image: IMAGE, init_audio: AUDIO }],
  ]);

  each('video-fusion/video-to-video', [
    ['gen4_aleph', { inputs: [videoAs('video')] }, { init_video: CLIP, aspect_ratio: '1280:720' }],
    [
      'gen4_aleph',
      { inputs: [videoAs('video')], options: { aspect: '3:4' } },
      { init_video: CLIP, aspect_ratio: '832:1104' },
    ],
  ]);

  each('video-fusion/lip-sync', [
    [
      'lipsync-2',
      { wordless: true, inputs: [videoAs('video'), audioAs('audio')] },
      { init_video: CLIP, init_audio: AUDIO },
    ],
  ]);

  each('voice/text-to-speech', [
    ['eleven_multilingual_v2', {}, { voice_id: '21m00Tcm4TlvDq8ikWAM' }],
    ['eleven_multilingual_v2', { options: { voice: 'AZnzlk1XvdvUeBnXmlld' } }, { voice_id: 'AZnzlk1XvdvUeBnXmlld' }],
    ['inworld-tts-1', { options: { voice: 'Craig' } }, { voice_id: 'Craig' }],
  ]);

  each('voice/music-gen', [
    ['music_v1', {}, {}],
    ['sonauto_song', {}, {}],
  ]);

  each('voice/song-extender', [
    ['song-extender', { inputs: [audioAs('audio')] }, { init_audio: AUDIO, extend_duration: 30 }],
    [
      'song-extender',
      { inputs: [audioAs('audio')], options: { duration: 85 } },
      { init_audio: AUDIO, extend_duration: 85 },
    ],
  ]);

  each('voice/sound-generation', [
    ['eleven_sound_effect', {}, {}],
    ['eleven_sound_effect', { options: { duration: 22 } }, { 'time in seconds': 22 }],
    ['eleven_sound_effect', { options: { duration: 2.4 } }, { 'time in seconds': 2 }],
  ]);

  each('voice/speech-to-speech', [
    [
      'eleven_english_sts_v2',
      { wordless: true, inputs: [audioAs('audio')] },
      { init_audio: AUDIO, voice_id: '21m00Tcm4TlvDq8ikWAM' },
    ],
  ]);

  each('voice/speech-to-text', [['scribe_v1', { wordless: true, inputs: [audioAs('audio')] }, { init_audio: AUDIO }]]);

  it('and no row was forgotten here', () => {
    expect(MODELS.map(({ id }) => id).filter((id) => !tried.has(id))).toStrictEqual([]);
  });
});

import { expect, test } from 'vitest';
import { attach } from '#test/support/files.ts';
import { endOf, imagine } from '#test/support/member.ts';
import { startSandbox } from '#test/support/sandbox.ts';

type Case = {
  /** The endpoint's path, as the service's own tables name it. */
  readonly endpoint: string;
  readonly command: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly files?: Readonly<Record<string, 'image' | 'audio' | 'video'>>;
  /** Its model is for age-restricted channels. */
  readonly afterDark?: true;
  /** Media type of what comes home; words alone where it is absent. */
  readonly brings?: RegExp;
};

const PNG = /^image\/png/;
const MP4 = /^video\/mp4/;
const SOUND = /^audio\//;
const TEXT = /^text\/plain/;
const prompt = 'a bowerbird by the sea';
const image = { image: 'image' } as const;
const masked = { image: 'image', mask: 'image' } as const;
const edit = (name: string, options: object = {}, files: Case['files'] = image): Omit<Case, 'endpoint'> => ({
  command: 'edit',
  options: { model: `modelslab/${name}`, ...options },
  files: files ?? image,
  brings: PNG,
});

const CASES: readonly Case[] = [
  { endpoint: 'images/text2img', command: 'imagine', options: { prompt }, brings: PNG },
  {
    endpoint: 'images/img2img',
    command: 'imagine',
    options: { prompt, model: 'modelslab/sdxl' },
    files: image,
    brings: PNG,
  },
  { endpoint: 'images/inpaint', ...edit('lazymixv4-inpaint', { prompt }, masked), afterDark: true },
  {
    endpoint: 'controlnet',
    command: 'imagine',
    options: { prompt, model: 'modelslab/sdxl', guide: 'canny' },
    files: image,
    brings: PNG,
  },
  { endpoint: 'realtime/text2img', command: 'imagine', options: { prompt, model: 'modelslab/realtime' }, brings: PNG },
  { endpoint: 'video/text2video', command: 'video', options: { prompt, model: 'modelslab/wan2.2' }, brings: MP4 },
  {
    endpoint: 'video/img2video',
    command: 'animate',
    options: { prompt, model: 'modelslab/wan2.2' },
    files: image,
    brings: MP4,
  },
  {
    endpoint: 'video/text2video_ultra',
    command: 'video',
    options: { prompt, model: 'modelslab/wan2.2-ultra' },
    brings: MP4,
  },
  {
    endpoint: 'video/img2video_ultra',
    command: 'animate',
    options: { prompt, model: 'modelslab/wan2.2-ultra' },
    files: image,
    brings: MP4,
  },
  {
    endpoint: 'voice/text_to_speech',
    command: 'audio speech',
    options: { prompt, model: 'modelslab/text-to-speech' },
    brings: SOUND,
  },
  {
    endpoint: 'voice/voice_to_voice',
    command: 'audio voice',
    options: { model: 'modelslab/voice-to-voice' },
    files: { audio: 'audio', sample: 'audio' },
    brings: SOUND,
  },
  {
    endpoint: 'voice/music_gen',
    command: 'audio music',
    options: { prompt, model: 'modelslab/music-gen' },
    brings: SOUND,
  },
  {
    endpoint: 'voice/song_generator',
    command: 'audio music',
    options: { prompt, model: 'modelslab/song-generator' },
    brings: SOUND,
  },
  { endpoint: 'voice/sfx', command: 'audio sound', options: { prompt }, brings: SOUND },
  {
    endpoint: 'voice/speech_to_text',
    command: 'audio voice',
    options: { model: 'modelslab/speech-to-text', language: 'en' },
    files: { audio: 'audio' },
    brings: TEXT,
  },
  { endpoint: '3d/text_to_3d', command: '3d', options: { prompt }, brings: /^model\/gltf-binary/ },
  {
    endpoint: '3d/image_to_3d',
    command: '3d',
    options: { model: 'modelslab/image-to-3d' },
    files: image,
    brings: /^model\/gltf-binary/,
  },
  { endpoint: 'image_editing/removebg_mask', command: 'removebg', files: image, brings: PNG },
  { endpoint: 'image_editing/super_resolution', command: 'upscale', files: image, brings: PNG },
  { endpoint: 'image_editing/qwen_edit', ...edit('qwen-edit-2511', { prompt }) },
  { endpoint: 'image_editing/inpaint', ...edit('inpaint', { prompt }, masked) },
  { endpoint: 'image_editing/object_removal', ...edit('object-removal', {}, masked) },
  { endpoint: 'image_editing/outpaint', ...edit('outpaint') },
  { endpoint: 'image_editing/img_mixer', ...edit('image-mixer', { prompt }, { image: 'image', reference: 'image' }) },
  {
    endpoint: 'image_editing/fashion',
    ...edit('fashion', { target: 'upper_body' }, { image: 'image', reference: 'image' }),
  },
  { endpoint: 'image_editing/face_gen', ...edit('face-gen', { prompt }) },
  { endpoint: 'image_editing/head_shot', ...edit('head-shot', { prompt }) },
  { endpoint: 'image_editing/flux_headshot', ...edit('flux-headshot', { prompt }) },
  { endpoint: 'image_editing/mask_creator', ...edit('mask-creator', { target: 'the bird' }) },
  { endpoint: 'image_editing/caption', ...edit('caption'), brings: TEXT },
  { endpoint: 'interior/make', ...edit('interior', { prompt }) },
  {
    endpoint: 'lora_fine_tune',
    command: 'train',
    options: { trigger: 'zxk9 bird', subject: 'a bird' },
    files: { example_1: 'image' },
  },
  {
    endpoint: 'fine_tune',
    command: 'train',
    options: { trigger: 'zxk9 bird', subject: 'a bird', model: 'modelslab/dreambooth' },
    files: { example_1: 'image' },
  },
];

test('every endpoint can be reached by a command, and what it makes comes home', { timeout: 300_000 }, async () => {
  const sandbox = await startSandbox({ discord: { scale: { messagesPer5s: 100 } } });
  for (const { endpoint, command, options = {}, files = {}, afterDark, brings } of CASES) {
    const attached = await Promise.all(
      Object.entries(files).map(async ([name, what]) => [name, await attach(sandbox, what)]),
    );
    const { afterDark: restricted, general } = sandbox.discord.channels;
    const channel = afterDark ? restricted : general;
    const card = await imagine(sandbox, { command, channel, ...options, ...Object.fromEntries(attached) });
    const end = await endOf(sandbox, card);
    const job = sandbox.modelslab.jobs().at(-1);
    expect(job?.endpoint, endpoint).toMatch(new RegExp(`(^|/)${endpoint}$`));
    expect(end.content, endpoint).toContain('ready');
    if (brings) expect(end.attachments[0]?.content_type, endpoint).toMatch(brings);
  }
});

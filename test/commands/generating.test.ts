import { describe, expect, test } from 'vitest';
import type { InputRole } from '#domain/input.ts';
import type { Use } from '#domain/use.ts';
import { messageOf, startBower } from '#test/interactions/support/bower.ts';

type Values = Readonly<Record<string, string | number | boolean>>;

type Case = {
  readonly command: string;
  readonly use: Use;
  /** What is typed, files aside. */
  readonly typed: Values;
  /** Files by option, by their names. */
  readonly files?: Readonly<Record<string, string>>;
  readonly model: string;
  readonly prompt?: string;
  readonly options: object;
  readonly inputs?: readonly [InputRole, string][];
};

const SEED = 4_711;

const CASES: readonly Case[] = [
  {
    command: 'imagine',
    use: 'imagine',
    typed: { prompt: '  blue  ', model: 'sdxl', aspect: '16:9', count: 4, negative: 'red', seed: 0 },
    model: 'sdxl',
    prompt: 'blue',
    options: { aspect: '16:9', count: 4, negative: 'red', seed: 0 },
  },
  {
    command: 'imagine',
    use: 'imagine',
    typed: { prompt: 'blue', strength: 0.6, guide: 'depth' },
    files: { image: 'nest.png' },
    model: 'redraw',
    prompt: 'blue',
    options: { strength: 0.6, guide: 'depth', seed: SEED },
    inputs: [['image', 'nest.png']],
  },
  {
    command: 'edit',
    use: 'edit',
    typed: { prompt: 'bluer', target: 'the egg', strength: 0.35, negative: 'red' },
    files: { image: 'nest.png', mask: 'mask.png', reference: 'egg.png', reference_3: 'bird.png' },
    model: 'kontext',
    prompt: 'bluer',
    // From 10 to 19, as the model takes it.
    options: { target: 'the egg', strength: 0.35, negative: 'red', seed: 11 },
    inputs: [
      ['image', 'nest.png'],
      ['mask', 'mask.png'],
      ['reference', 'egg.png'],
      ['reference', 'bird.png'],
    ],
  },
  {
    command: 'upscale',
    use: 'upscale',
    typed: { scale: 4, model: 'super' },
    files: { image: 'nest.png' },
    model: 'super',
    options: { scale: 4 },
    inputs: [['image', 'nest.png']],
  },
  {
    command: 'removebg',
    use: 'removebg',
    typed: {},
    files: { image: 'nest.png' },
    model: 'cutter',
    options: {},
    inputs: [['image', 'nest.png']],
  },
  {
    command: 'video',
    use: 'video',
    typed: { prompt: 'it hatches', duration: 8, resolution: '720p', sound: true },
    files: { first_frame: 'a.png', last_frame: 'b.png' },
    model: 'film',
    prompt: 'it hatches',
    options: { duration: 8, resolution: '720p', sound: true },
    inputs: [
      ['first_frame', 'a.png'],
      ['last_frame', 'b.png'],
    ],
  },
  {
    command: 'animate',
    use: 'animate',
    typed: { prompt: 'it hatches', duration: 5, resolution: '720p' },
    files: { image: 'nest.png' },
    model: 'alive',
    prompt: 'it hatches',
    options: { duration: 5, resolution: '720p' },
    inputs: [['image', 'nest.png']],
  },
  {
    command: 'audio music',
    use: 'music',
    typed: { prompt: 'a song', lyrics: 'la la', style: 'folk', instrumental: false, duration: 30 },
    files: { melody: 'hum.mp3' },
    model: 'tune',
    prompt: 'a song',
    options: { lyrics: 'la la', style: 'folk', instrumental: false, duration: 30 },
    inputs: [['audio', 'hum.mp3']],
  },
  {
    command: 'audio speech',
    use: 'speech',
    typed: { prompt: 'good morning', voice: 'Ada', language: 'en', style: 'warm' },
    files: { sample: 'me.wav' },
    model: 'speaker',
    prompt: 'good morning',
    options: { voice: 'Ada', language: 'en', style: 'warm' },
    inputs: [['sample', 'me.wav']],
  },
  {
    command: 'audio sound',
    use: 'sound',
    typed: { prompt: 'wings', duration: 1 },
    model: 'noise',
    prompt: 'wings',
    options: { duration: 1 },
  },
  {
    command: 'audio voice',
    use: 'voice',
    typed: { voice: 'Bruno', language: 'fr' },
    files: { audio: 'talk.mp3', video: 'talk.mp4', sample: 'me.wav' },
    model: 'changer',
    options: { voice: 'Bruno', language: 'fr' },
    inputs: [
      ['audio', 'talk.mp3'],
      ['video', 'talk.mp4'],
      ['sample', 'me.wav'],
    ],
  },
  {
    command: '3d',
    use: '3d',
    typed: { quality: 'high', texture: true, format: 'glb', seed: 5 },
    files: { image: 'f.png', back: 'b.png', left: 'l.png', right: 'r.png' },
    model: 'mesh',
    options: { quality: 'high', texture: true, format: 'glb', seed: 5 },
    inputs: [
      ['image', 'f.png'],
      ['back', 'b.png'],
      ['left', 'l.png'],
      ['right', 'r.png'],
    ],
  },
  {
    command: 'train',
    use: 'train',
    typed: { trigger: 'zxk9', subject: 'photo of a bird' },
    files: { example_1: '1.png', example_2: '2.png', example_8: '8.png' },
    model: 'tutor',
    options: { trigger: 'zxk9', subject: 'photo of a bird' },
    inputs: [
      ['example', '1.png'],
      ['example', '2.png'],
      ['example', '8.png'],
    ],
  },
  {
    command: 'workflow run',
    use: 'workflow',
    typed: { model: 'wf-17', prompt: 'blue', values: 'steps=20; style = loud ;tiled=true' },
    files: { image: 'nest.png' },
    model: 'wf-17',
    prompt: 'blue',
    options: { values: { steps: 20, style: 'loud', tiled: true } },
    inputs: [['image', 'nest.png']],
  },
];

const typeOf = (name: string): string =>
  name.endsWith('png') ? 'image/png' : name.endsWith('mp4') ? 'video/mp4' : 'audio/mpeg';

describe.each(CASES)(
  '/$command with $files',
  ({ command, use, typed, files = {}, model, prompt, options, inputs = [] }) => {
    test('makes a job of just that, with the files in their roles, and a public card', async () => {
      const { run, file, discord, jobsOf, publicMessages, stage } = await startBower((desk) => ({
        ids: { ...desk.ids, seed: () => SEED },
      }));
      const attached = Object.entries(files).map(([option, name]) => [option, file(name, typeOf(name))]);
      const answer = await run(command, { ...typed, ...Object.fromEntries(attached) });
      expect(answer.answer).toBe(inputs.length > 0 ? 'deferred' : 'message');
      const [job] = await jobsOf(discord.people.ada);
      expect(job).toMatchObject({ state: 'queued', provider: 'modelslab' });
      expect(job?.request).toStrictEqual({
        use,
        model: `modelslab/${model}`,
        ...(prompt !== undefined && { prompt }),
        options,
        inputs: inputs.map(([role, name]) => ({ role, name, file: expect.objectContaining({ bytes: 2000 }) })),
        nsfwAllowed: false,
      });
      const kept = job?.request.inputs.map(({ file: { path } }) => path) ?? [];
      expect(new Set(kept).size).toBe(inputs.length);
      expect(stage.media.gifts.map(({ url }) => url.split('/').at(-1)?.split('?')[0])).toStrictEqual(
        inputs.map(([, name]) => name),
      );
      expect(publicMessages()).toMatchObject([{ id: job?.cardMessageId, embeds: [{ title: 'Next in the queue' }] }]);
    });
  },
);

describe('what is not chosen', () => {
  test('is left out, save a square shape and a seed where an image is made from words', async () => {
    const { run, discord, jobsOf } = await startBower((desk) => ({ ids: { ...desk.ids, seed: () => SEED } }));
    await run('imagine', { prompt: 'blue', negative: '   ', model: ' ' });
    expect((await jobsOf(discord.people.ada))[0]?.request).toStrictEqual({
      use: 'imagine',
      model: 'modelslab/flux',
      prompt: 'blue',
      options: { aspect: '1:1', seed: SEED },
      inputs: [],
      nsfwAllowed: false,
    });
  });

  test('is a model that takes the files and does without a prompt where there is none', async () => {
    const { run, file, discord, jobsOf } = await startBower();
    await run('upscale', { image: file('nest.png', 'image/png') });
    await run('edit', { image: file('nest.png', 'image/png'), prompt: ' ' });
    const models = (await jobsOf(discord.people.ada)).map(({ request }) => request.model);
    expect(models).toStrictEqual(['modelslab/kontext', 'modelslab/kontext']);
  });
});

test('a card of a job with files shows them, and no prompt where there is none', async () => {
  const { run, file, publicMessages } = await startBower();
  await run('removebg', { image: file('my_nest.png', 'image/png') });
  expect(publicMessages()[0]?.embeds[0]).toMatchObject({
    description: 'my\\_nest.png',
    fields: [
      { name: 'Kind', value: 'edit: cut-out' },
      { name: 'Model', value: 'cutter' },
    ],
  });
});

test('a job without files is answered at once, not by «thinking…»', async () => {
  const { run } = await startBower();
  expect(messageOf(await run('audio sound', { prompt: 'wings' })).embeds).toHaveLength(1);
});

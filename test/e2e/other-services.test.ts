import { expect, test } from 'vitest';
import type { ServiceName } from '#sandbox/page/protocol.ts';
import { attach } from '#test/support/files.ts';
import { endOf, endsOf, imagine, say } from '#test/support/member.ts';
import { startSandbox } from '#test/support/sandbox.ts';

type Case = {
  readonly model: string;
  readonly command: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly files?: Readonly<Record<string, 'image' | 'audio' | 'video'>>;
  readonly brings: RegExp;
};

const prompt = 'a bowerbird by the sea';
const IMAGE = /^image\//;
const VIDEO = /^video\/mp4/;
const SOUND = /^audio\//;
const image = { image: 'image' } as const;

const CASES: Readonly<Record<'apimart' | 'eachlabs', readonly Case[]>> = {
  apimart: [
    { model: 'gpt-image-2', command: 'imagine', options: { prompt, aspect: '16:9', count: 2 }, brings: IMAGE },
    { model: 'gemini-3-pro-image-preview', command: 'edit', options: { prompt }, files: image, brings: IMAGE },
    { model: 'veo3.1-fast', command: 'video', options: { prompt, aspect: '16:9' }, brings: VIDEO },
    { model: 'kling-v3', command: 'animate', options: { prompt, duration: 5 }, files: image, brings: VIDEO },
    { model: 'suno', command: 'audio music', options: { prompt, instrumental: true }, brings: SOUND },
    { model: 'gpt-4o-mini-tts', command: 'audio speech', options: { prompt }, brings: SOUND },
  ],
  eachlabs: [
    { model: 'nano-banana-pro', command: 'imagine', options: { prompt, aspect: '4:3' }, brings: IMAGE },
    { model: 'nano-banana-pro-edit', command: 'edit', options: { prompt }, files: image, brings: IMAGE },
    { model: 'topaz-upscale-image', command: 'upscale', options: { scale: 2 }, files: image, brings: IMAGE },
    { model: 'eachlabs-bg-remover-v1', command: 'removebg', files: image, brings: IMAGE },
    { model: 'veo3-1-text-to-video', command: 'video', options: { prompt, duration: 4 }, brings: VIDEO },
    {
      model: 'kling-v2-6-pro-image-to-video',
      command: 'animate',
      options: { prompt, duration: 5 },
      files: image,
      brings: VIDEO,
    },
    { model: 'elevenlabs-sound-effects', command: 'audio sound', options: { prompt }, brings: SOUND },
    { model: 'kling-v1-tts', command: 'audio speech', options: { prompt }, brings: SOUND },
    { model: 'stable-audio-2-5-text-to-audio', command: 'audio music', options: { prompt }, brings: SOUND },
  ],
};

test.each(['apimart', 'eachlabs'] as const)(
  '%s: images, videos and sounds come home',
  { timeout: 200_000 },
  async (name) => {
    const sandbox = await startSandbox({ discord: { scale: { messagesPer5s: 100 } } });
    const service = sandbox.services[name];
    for (const { model, command, options = {}, files = {}, brings } of CASES[name]) {
      const attached = await Promise.all(
        Object.entries(files).map(async ([option, what]) => [option, await attach(sandbox, what)]),
      );
      const asked = { command, model: `${name}/${model}`, ...options, ...Object.fromEntries(attached) };
      const end = await endOf(sandbox, await imagine(sandbox, asked));
      expect(end.attachments[0]?.content_type ?? end.content, model).toMatch(brings);
      expect(end.content, model).toContain(model.slice(0, 8));
    }
    expect(service.undocumented()).toEqual([]);
    expect(sandbox.modelslab.submits()).toEqual([]);
  },
);

test.each<[ServiceName, string]>([
  ['apimart', 'apimart/gpt-image-2'],
  ['eachlabs', 'eachlabs/flux-2-pro'],
])('%s: a lost callback is made up for by asking, a doubled one makes no second message', async (name, model) => {
  const sandbox = await startSandbox();
  const service = sandbox.services[name];
  service.plan({ callback: 'lost', times: 1 });
  const first = await imagine(sandbox, { prompt: 'lost', model });
  expect((await endOf(sandbox, first)).attachments).not.toHaveLength(0);

  service.plan({ callback: 'twice', times: 1 });
  const second = await imagine(sandbox, { prompt: 'twice', model });
  await endOf(sandbox, second);
  await service.waitForJob(({ prompt: asked, callbackStatuses }) => asked === 'twice' && callbackStatuses.length > 1);
  await endOf(sandbox, await imagine(sandbox, { prompt: 'the next one', model }));
  expect(endsOf(sandbox, second)).toHaveLength(1);
});

test('apimart: a submit whose answer is lost is repeated with the same key and makes one job', async () => {
  const sandbox = await startSandbox();
  const { apimart } = sandbox.services;
  apimart.plan({ submit: 'reset', hold: true, times: 1 });
  const card = await imagine(sandbox, { prompt: 'once more', model: 'apimart/gpt-image-2' });
  const job = await apimart.waitForJob(({ state }) => state === 'processing');
  await sandbox.bot.kill();
  await sandbox.bot.start();
  await sandbox.ready();
  await apimart.waitForSubmits(2, 40_000);
  await apimart.act(job.id, 'finish');

  await endOf(sandbox, card);
  const keys = apimart
    .calls()
    .filter(({ path }) => path === '/v1/images/generations')
    .map(({ headers }) => headers['idempotency-key']);
  expect(new Set(keys).size).toBe(1);
  expect(apimart.jobs()).toHaveLength(1);
});

test('a job moves to the server’s second model when the first service is down, and the member sees which made it', async () => {
  const sandbox = await startSandbox();
  const { mira } = sandbox.discord.people;
  const second = { kind: 'image', model: 'apimart/gpt-image-2' };
  const set = await say(sandbox, { by: mira, command: 'admin fallback set', ...second });
  expect(set).toMatchObject({ answer: 'message', ephemeral: true });

  sandbox.modelslab.configure({ down: 'refuses' });
  const card = await imagine(sandbox, { prompt: 'plan b', model: 'modelslab/realtime' });
  const end = await endOf(sandbox, card);
  expect(end.attachments).not.toHaveLength(0);
  expect(end.content).toContain('gpt-image-2');
  expect(end.content).toContain('instead of realtime');
  expect(endsOf(sandbox, card)).toHaveLength(1);
});

test('what a model cannot do is refused privately, with what it can, and nothing is submitted', async () => {
  const sandbox = await startSandbox();
  const asked = { command: 'video', prompt: 'too long', model: 'apimart/kling-v3', duration: 99 };
  const answer = await say(sandbox, asked);
  if (answer.answer !== 'message') throw new Error('no answer');
  expect(answer.ephemeral).toBe(true);
  expect(answer.message.content).toContain('**duration**');
  expect(sandbox.services.apimart.submits()).toEqual([]);
});

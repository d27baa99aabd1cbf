import { describe, expect, test } from 'vitest';
import type { KeepAnswer } from '#domain/ports/media-store.ts';
import type { Bower } from '#test/interactions/support/bower.ts';
import { messageOf, refusalOf, startBower } from '#test/interactions/support/bower.ts';
import { giftAt } from '#test/jobs/support/scripted-media.ts';

const CALLBACK = { method: 'POST', path: /^\/interactions\/.*\/callback$/ } as const;
const MIB = 1_048_576;

/** Ada wants an image cut out. */
const cutOut = ({ run, file }: Bower, size?: number) => run('removebg', { image: file('nest.png', 'image/png', size) });

describe('a command that brings a file', () => {
  test('is answered by «thinking…» while the file is copied, which then becomes the card', async () => {
    const bower = await startBower();
    const { stage, publicMessages, discord, jobsOf } = bower;
    const during: unknown[] = [];
    stage.media.onKeep(async () => {
      during.push(...publicMessages().map(({ id, embeds }) => ({ id, embeds: embeds.length })));
      return { outcome: 'kept', file: giftAt('nest') };
    });
    expect(await cutOut(bower)).toMatchObject({ answer: 'deferred' });
    const [job] = await jobsOf(discord.people.ada);
    expect(during).toStrictEqual([{ id: job?.cardMessageId, embeds: 0 }]);
    expect(publicMessages()).toMatchObject([{ id: job?.cardMessageId, embeds: [{}], content: '' }]);
    expect(job?.request.inputs).toStrictEqual([{ role: 'image', name: 'nest.png', file: giftAt('nest') }]);
  });

  test('has each file copied from Discord, to a place of its own, within the model’s bounds', async () => {
    const { run, file, stage } = await startBower();
    const image = { image: file('nest.png', 'image/png'), mask: file('mask.png', 'image/png') };
    await run('edit', { prompt: 'bluer', ...image });
    const { gifts } = stage.media;
    expect(gifts.map(({ url }) => new URL(url).pathname.split('/').at(-1))).toStrictEqual(['nest.png', 'mask.png']);
    expect(gifts.map(({ maxBytes }) => maxBytes)).toStrictEqual([5_000, 100 * MIB]);
    expect(new Set(gifts.map(({ key }) => key)).size).toBe(2);
    for (const { key } of gifts) expect(key).toMatch(/^[0-9a-z]{26}\/[01]$/);
  });

  test('is taken by what its bytes are, whatever type its name promised', async () => {
    const { run, file, discord, jobsOf } = await startBower();
    await run('removebg', { image: file('nest.png', 'application/octet-stream') });
    expect(await jobsOf(discord.people.ada)).toHaveLength(1);
  });

  test.each(['lose_answer', 'bad_gateway_after'] as const)(
    'comes to its card also when word of the «thinking…» gets lost (%s)',
    async (fault) => {
      const bower = await startBower();
      bower.discord.inject({ ...CALLBACK, fault, times: 1 });
      await cutOut(bower);
      const [job] = await bower.jobsOf(bower.discord.people.ada);
      expect(bower.publicMessages()).toMatchObject([{ id: job?.cardMessageId, embeds: [{}] }]);
    },
  );

  test('makes one job and one card when Discord delivers it twice', async () => {
    const handled: string[] = [];
    const bower = await startBower((desk) => ({
      accept: async (asked) => {
        const answer = await desk.accept(asked);
        handled.push(answer.outcome);
        return answer;
      },
    }));
    bower.discord.sendTwice(1);
    await cutOut(bower);
    await bower.untilHandled(2);
    expect(handled.toSorted()).toStrictEqual(['accepted', 'duplicate']);
    const jobs = await bower.jobsOf(bower.discord.people.ada);
    expect(jobs).toHaveLength(1);
    expect(bower.publicMessages()).toMatchObject([{ id: jobs[0]?.cardMessageId, embeds: [{}] }]);
  });
});

describe('a file that cannot be used is refused to the asker alone, and nothing public is left behind:', () => {
  test.each<[string, KeepAnswer, string]>([
    ['too large', { outcome: 'too_large', maxBytes: 5 * MIB }, '**nest.png** is too large: at most 5.0 MiB.'],
    ['no media', { outcome: 'not_media' }, '**nest.png** is no image, video or sound that I know.'],
    ['not to be had', { outcome: 'unreachable', detail: '404' }, '**nest.png** could not be read from Discord.'],
    [
      'another kind of file than its name said',
      { outcome: 'kept', file: giftAt('x', { mediaType: 'video/mp4' }) },
      '**image**: must be image.',
    ],
    [
      'larger than it was announced',
      { outcome: 'kept', file: giftAt('x', { bytes: 5_001 }) },
      '**image**: at most 0.0 MiB.',
    ],
  ])('%s', async (_what, answer, words) => {
    const bower = await startBower();
    bower.stage.media.onKeep(answer);
    await cutOut(bower);
    expect(bower.publicMessages()).toStrictEqual([]);
    expect(bower.whispers()).toHaveLength(1);
    expect(bower.whispers()[0]).toContain(words);
    expect(bower.whispers()[0]).toContain('Nothing was sent and nothing was charged.');
    expect(await bower.jobsOf(bower.discord.people.ada)).toStrictEqual([]);
  });

  test.each([
    [1.5, 'at least 3 seconds'],
    [31, 'at most 30 seconds'],
  ])('a recording of %d seconds', async (seconds, words) => {
    const { run, file, stage, publicMessages, whispers } = await startBower();
    stage.media.onKeep({ outcome: 'kept', file: giftAt('x', { mediaType: 'audio/wav', seconds }) });
    await run('audio speech', { prompt: 'good morning', sample: file('me.wav', 'audio/wav') });
    expect(whispers()[0]).toContain(`**voice sample**: ${words}.`);
    expect(publicMessages()).toStrictEqual([]);
  });

  test('one that breaks the bot', async () => {
    const bower = await startBower();
    bower.stage.media.onKeep(() => Promise.reject(new Error('a bug')));
    await cutOut(bower);
    expect(bower.publicMessages()).toStrictEqual([]);
    expect(bower.whispers()).toStrictEqual([expect.stringContaining('went wrong')]);
  });
});

describe('a file that cannot be right is refused before anything is fetched:', () => {
  /** The words of the refusal, after making sure that nothing was fetched and nothing stored. */
  async function refusedAtOnce(command: string, options: (bower: Bower) => Parameters<Bower['run']>[1]) {
    const bower = await startBower();
    const words = refusalOf(await bower.run(command, options(bower)));
    expect(bower.stage.media.gifts).toStrictEqual([]);
    expect(bower.publicMessages()).toStrictEqual([]);
    expect(await bower.jobsOf(bower.discord.people.ada)).toStrictEqual([]);
    return words;
  }

  test('too large', async () => {
    const words = await refusedAtOnce('removebg', ({ file }) => ({ image: file('nest.png', 'image/png', 5_001) }));
    expect(words).toContain('**image**: at most 0.0 MiB.');
  });

  test('too many', async () => {
    const words = await refusedAtOnce('train', ({ file }) => ({
      trigger: 'zxk9',
      subject: 'a bird',
      model: 'tutor',
      ...Object.fromEntries([1, 2, 3, 4].map((at) => [`example_${at}`, file(`${at}.png`, 'image/png')])),
    }));
    expect(words).toContain('**example image**: at most 3.');
  });

  test('in a role that the model does not know', async () => {
    const words = await refusedAtOnce('imagine', ({ file }) => ({
      prompt: 'blue',
      model: 'flux',
      image: file('nest.png', 'image/png'),
    }));
    expect(words).toContain('**Flux** cannot do this.');
    expect(words).toContain('**image**: it takes none.');
  });

  test('in a role that no model knows', async () => {
    const words = await refusedAtOnce('edit', ({ file }) => ({
      image: file('nest.png', 'image/png'),
      ...Object.fromEntries(
        ['reference', 'reference_2', 'reference_3'].map((name) => [name, file('r.png', 'image/png')]),
      ),
    }));
    expect(words).toContain('Add or leave out a prompt or a file');
  });

  test('and one that is right beside a setting that is not', async () => {
    const words = await refusedAtOnce('audio speech', ({ file }) => ({
      prompt: 'good morning',
      voice: 'nobody',
      sample: file('me.wav', 'audio/wav'),
    }));
    expect(words).toContain('**voice**: it takes Ada, Bruno, ');
  });
});

test('without a file there is no «thinking…» and nothing is fetched', async () => {
  const { run, stage } = await startBower();
  expect(messageOf(await run('imagine', { prompt: 'blue' })).embeds).toHaveLength(1);
  expect(stage.media.gifts).toStrictEqual([]);
});

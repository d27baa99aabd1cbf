import { describe, expect, test } from 'vitest';
import { messageOf, refusalOf, startBower } from '#test/interactions/support/bower.ts';
import { modelOf } from '#test/jobs/support/models.ts';
import { createHappenings } from '#test/jobs/support/until.ts';

const CALLBACK = { method: 'POST', path: /^\/interactions\/.*\/callback$/ } as const;

describe('asking', () => {
  test('makes one job and one card when Discord delivers the interaction twice', async () => {
    const happenings = createHappenings();
    const outcomes: string[] = [];
    const { run, discord, jobsOf, untilCardsUp } = await startBower((desk) => ({
      accept: async (asked) => {
        const answer = await desk.accept(asked);
        outcomes.push(answer.outcome);
        happenings.changed();
        return answer;
      },
    }));
    discord.sendTwice(1);
    const card = messageOf(await run('imagine', { prompt: 'blue' }));
    await happenings.until(() => outcomes.length === 2);
    await untilCardsUp(1);
    expect(outcomes.toSorted()).toStrictEqual(['accepted', 'duplicate']);
    expect(await jobsOf(discord.people.ada)).toMatchObject([{ cardMessageId: card.id }]);
    expect(discord.messages(discord.channels.general.id)).toHaveLength(1);
  });

  test.each(['lose_answer', 'bad_gateway_after'] as const)(
    'notes the card also when word of it gets lost (%s), so that it can be kept up to date',
    async (fault) => {
      const { run, discord, jobsOf, untilCardsUp } = await startBower();
      discord.inject({ ...CALLBACK, fault, times: 1 });
      const card = messageOf(await run('imagine', { prompt: 'blue' }));
      await untilCardsUp(1);
      expect(await jobsOf(discord.people.ada)).toMatchObject([{ cardMessageId: card.id }]);
      expect(discord.messages(discord.channels.general.id)).toHaveLength(1);
    },
  );

  test('keeps the job when the card cannot be put up: its result will stand on its own', async () => {
    const { run, discord, jobsOf, untilCardsUp, stage } = await startBower();
    discord.inject({ ...CALLBACK, fault: 'status', status: 404, code: 10062, times: 2 });
    const answering = run('imagine', { prompt: 'blue' });
    await untilCardsUp(1);
    const [job] = await jobsOf(discord.people.ada);
    expect(job).toMatchObject({ state: 'queued' });
    expect(job?.cardMessageId).toBeUndefined();
    expect(await answering).toStrictEqual({ answer: 'none' });
    expect(stage.logger.lines.filter(({ level }) => level === 'error')).toMatchObject([
      { message: 'interaction failed', fields: { command: 'imagine' } },
    ]);
  });
});

describe('when nothing can be stored', () => {
  const full = () => Promise.reject(new Error('SQLITE_FULL: database or disk is full'));

  const unwritable = async () => ({ outcome: 'unstored', detail: 'ENOSPC' }) as const;

  test('the asker alone reads that no jobs are taken and nothing was charged, and nothing is sent', async () => {
    const { run, discord, jobsOf, publicMessages, stage } = await startBower(() => ({ accept: full }));
    const refusal = refusalOf(await run('imagine', { prompt: 'blue' }));
    expect(refusal).toContain('I cannot take jobs at the moment.');
    expect(refusal).toContain('nothing was charged');
    expect(refusal).toContain('Try again later');
    expect(publicMessages()).toStrictEqual([]);
    expect(await jobsOf(discord.people.ada)).toStrictEqual([]);
    expect(stage.logger.lines.filter(({ level }) => level === 'error')).toMatchObject([
      { message: 'job refused: it could not be stored' },
    ]);
  });

  test.each(['accept', 'keep'] as const)('the «thinking…» goes away again: %s', async (what) => {
    const { run, file, whispers, publicMessages } = await startBower((desk) =>
      what === 'accept' ? { accept: full } : { media: { ...desk.media, keep: unwritable } },
    );
    await run('removebg', { image: file('nest.png', 'image/png') });
    expect(whispers()).toMatchObject([expect.stringContaining('I cannot take jobs at the moment.')]);
    expect(publicMessages()).toStrictEqual([]);
  });
});

test('a job knows how its interaction can be answered while the token lives', async () => {
  const { run, discord, jobsOf } = await startBower();
  await run('imagine', { prompt: 'blue' });
  const [job] = await jobsOf(discord.people.ada);
  expect(job?.origin.answering).toStrictEqual({
    applicationId: expect.stringMatching(/^\d+$/),
    token: expect.stringMatching(/.{10,}/),
  });
});

test('a refusal stays within a message, however much there is to say of what a model takes', async () => {
  const long = { oneOf: Array.from({ length: 30 }, (_, at) => `${'_'.repeat(90)}${at}`) };
  const options = { voice: long, language: long, style: long };
  const { run, discord, jobsOf } = await startBower((desk) => ({
    catalogue: { ...desk.catalogue, resolve: () => modelOf('modelslab/speaker', { uses: ['speech'], options }) },
  }));
  const asked = { prompt: 'x', model: 'speaker', voice: 'a', language: 'b', style: 'c' };
  const refusal = refusalOf(await run('audio speech', asked));
  expect(refusal.length).toBeLessThanOrEqual(2000);
  expect(refusal).toContain('**voice**: it takes');
  expect(await jobsOf(discord.people.ada)).toStrictEqual([]);
});

import { describe, expect, test } from 'vitest';
import { shortId } from '#domain/job.ts';
import type { Bower } from '#test/interactions/support/bower.ts';
import { messageOf, refusalOf, startBower } from '#test/interactions/support/bower.ts';
import { originOf, REQUEST } from '#test/jobs/support/stage.ts';
import { deliverDue, stateOf, submitNext } from '#test/jobs/support/steps.ts';

/** Ada has asked twice in the server and once in direct messages, Bruno once. */
async function withJobs() {
  const bower = await startBower();
  const { run, discord, jobsOf, untilCardsUp } = bower;
  const { ada, bruno } = discord.people;
  await run('imagine', { prompt: 'first of ada' });
  await run('imagine', { prompt: 'second of ada' });
  await run('imagine', { prompt: 'private of ada' }, { channelId: discord.dmOf(ada.id).id });
  await run('imagine', { prompt: 'one of bruno' }, { as: bruno });
  await untilCardsUp(4);
  const [second, first] = await jobsOf(ada);
  const [hidden] = await jobsOf(ada, 'direct');
  const [foreign] = await jobsOf(bruno);
  if (!first || !second || !hidden || !foreign) throw new Error('four jobs were asked for');
  return { ...bower, first, second, hidden, foreign };
}

/** Ada's oldest job fails and its message is posted. */
async function failFirst({ stage }: Bower): Promise<void> {
  stage.provider.onSubmit({ outcome: 'refused', failure: { reason: 'provider_down' } });
  await submitNext(stage);
  await deliverDue(stage);
}

describe('/job list', () => {
  test('shows the asker’s own jobs of this server, newest first, to the asker alone', async () => {
    const { run, first, second } = await withJobs();
    const answer = await run('job list');
    expect(answer).toMatchObject({ ephemeral: true });
    const lines = messageOf(answer).embeds[0]?.description?.split('\n') ?? [];
    expect(lines.map((line) => line.slice(1, 7))).toStrictEqual([shortId(second.id), shortId(first.id)]);
    expect(lines[0]).toContain('second of ada');
  });

  test('shows those of direct messages there', async () => {
    const { run, discord, hidden } = await withJobs();
    const answer = await run('job list', {}, { channelId: discord.dmOf(discord.people.ada.id).id });
    expect(messageOf(answer).embeds[0]?.description).toContain(shortId(hidden.id));
    expect(messageOf(answer).embeds[0]?.description?.split('\n')).toHaveLength(1);
  });

  test('links to the message of an ended job', async () => {
    const bower = await withJobs();
    await failFirst(bower);
    const { messageId } = (await bower.bot.deliveries.findByJob(bower.first.id)) ?? {};
    const { description } = messageOf(await bower.run('job list')).embeds[0] ?? {};
    expect(description?.split('\n')[1]).toContain('failed');
    expect(description?.split('\n')[1]).toContain(`/${messageId})`);
  });

  test('says what to do where there is nothing yet', async () => {
    const { run } = await startBower();
    expect(refusalOf(await run('job list'))).toContain('/imagine');
  });

  test('takes ten long jobs, all delivered, without growing too large for Discord', async () => {
    const { run, stage, untilCardsUp } = await startBower();
    stage.provider.onSubmit(
      ...Array.from({ length: 10 }, () => ({ outcome: 'refused', failure: { reason: 'provider_down' } }) as const),
    );
    for (let count = 1; count <= 10; count += 1) {
      await run('imagine', { prompt: '*_'.repeat(1000) });
      await untilCardsUp(count);
      await submitNext(stage);
    }
    await deliverDue(stage);
    expect(messageOf(await run('job list')).embeds[0]?.description?.split('\n')).toHaveLength(10);
  });
});

describe('/job show', () => {
  test.each(['whole', 'short'])(
    'tells everything about one’s own job, to the asker alone (by its %s id)',
    async (how) => {
      const { run, first } = await withJobs();
      const id = how === 'whole' ? first.id : ` ${shortId(first.id).toUpperCase()} `;
      const answer = await run('job show', { id });
      expect(answer).toMatchObject({ ephemeral: true });
      expect(messageOf(answer).embeds[0]).toMatchObject({
        title: `image ${shortId(first.id)}`,
        description: 'first of ada',
      });
    },
  );

  test('knows neither others’ jobs, nor those of elsewhere, nor what never was', async () => {
    const { run, foreign, hidden } = await withJobs();
    for (const id of [foreign.id, shortId(hidden.id), 'abcdef', ' ', '%']) {
      expect(refusalOf(await run('job show', { id }))).toContain('You have no job with that id here.');
    }
  });
});

describe('/job cancel', () => {
  test('cancels one’s own job, and the channel is told', async () => {
    const { run, stage, first, discord } = await withJobs();
    expect(refusalOf(await run('job cancel', { id: shortId(first.id) }))).toContain('is cancelled');
    expect(await stateOf(stage, first.id)).toBe('cancelled');
    await deliverDue(stage);
    const told = discord.messages(discord.channels.general.id).at(-1);
    expect(told?.content).toContain('your image was cancelled.');
    expect(told?.message_reference?.message_id).toBeDefined();
  });

  test('does not cancel anybody else’s', async () => {
    const { run, stage, foreign, discord } = await withJobs();
    const asked = await run('job cancel', { id: foreign.id }, { as: discord.people.ada });
    expect(refusalOf(asked)).toContain('You have no job with that id here.');
    expect(await stateOf(stage, foreign.id)).toBe('queued');
  });

  test('says so when the job has ended already', async () => {
    const bower = await withJobs();
    await failFirst(bower);
    const refusal = refusalOf(await bower.run('job cancel', { id: bower.first.id }));
    expect(refusal).toContain('has ended already');
    expect(await stateOf(bower.stage, bower.first.id)).toBe('failed');
  });
});

describe('the suggestions for an id', () => {
  const idsOf = (answer: Awaited<ReturnType<Bower['suggest']>>) =>
    answer.answer === 'choices' ? answer.choices.map(({ value }) => value) : undefined;

  test('are the asker’s own jobs here, narrowed by what is typed', async () => {
    const { suggest, first, second } = await withJobs();
    expect(idsOf(await suggest('job show', 'id', ''))).toStrictEqual([shortId(second.id), shortId(first.id)]);
    expect(idsOf(await suggest('job show', 'id', 'FIRST of'))).toStrictEqual([shortId(first.id)]);
    expect(idsOf(await suggest('job show', 'id', shortId(second.id)))).toStrictEqual([shortId(second.id)]);
  });

  test('offer for cancelling only what can still be cancelled', async () => {
    const bower = await withJobs();
    await failFirst(bower);
    expect(idsOf(await bower.suggest('job cancel', 'id', ''))).toStrictEqual([shortId(bower.second.id)]);
    expect(idsOf(await bower.suggest('job show', 'id', ''))).toHaveLength(2);
  });

  test('keep to Discord’s limits: 25 of them, with names of 100 characters', async () => {
    const { suggest, bot, discord } = await startBower();
    const wishes = { userId: discord.people.ada.id, guildId: discord.guild.id };
    for (let count = 0; count < 30; count += 1) {
      const request = { ...REQUEST, prompt: '🪶'.repeat(1000) };
      await bot.accept({ provider: 'modelslab', request, origin: originOf(wishes) });
    }
    const answer = await suggest('job show', 'id', '');
    expect(answer.answer === 'choices' && answer.choices).toHaveLength(25);
  });
});

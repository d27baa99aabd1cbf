import { PermissionFlagsBits } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { customId } from '#discord/custom-id.ts';
import { shortId } from '#domain/job.ts';
import { messageOf, refusalOf, startBower } from '#test/interactions/support/bower.ts';

describe('/imagine', () => {
  test('answers with a card that shows kind, prompt, model and place, and can be cancelled', async () => {
    const { run, discord, jobsOf } = await startBower();
    const answer = await run('imagine', { prompt: 'a bower of blue things', model: 'sdxl', count: 2 });
    const [job] = await jobsOf(discord.people.ada);
    expect(answer).toMatchObject({ answer: 'message', ephemeral: false });
    expect(messageOf(answer)).toMatchObject({
      embeds: [
        {
          title: 'Next in the queue',
          description: 'a bower of blue things',
          fields: [
            { name: 'Kind', value: 'image' },
            { name: 'Model', value: 'sdxl' },
            { name: 'Settings', value: '1:1, 2 files' },
          ],
          footer: { text: `job ${shortId(job?.id ?? '')}` },
        },
      ],
      components: [{ components: [{ label: 'Cancel', custom_id: customId('cancel', job?.id ?? '') }] }],
    });
    const next = await run('imagine', { prompt: 'another' }, { as: discord.people.bruno });
    expect(messageOf(next).embeds[0]?.title).toBe('Number 2 in the queue');
  });

  test('stores where it was asked, and notes its card', async () => {
    const { run, discord, jobsOf, untilCardsUp } = await startBower();
    const card = messageOf(await run('imagine', { prompt: 'blue' }));
    await untilCardsUp(1);
    const [job] = await jobsOf(discord.people.ada);
    expect(job).toMatchObject({ state: 'queued', provider: 'modelslab', cardMessageId: card.id });
    expect(job?.origin).toStrictEqual({
      guildId: discord.guild.id,
      channelId: discord.channels.general.id,
      userId: discord.people.ada.id,
      interactionId: card.interaction_metadata?.id,
      attachmentLimitBytes: 10_485_760,
      answering: { applicationId: expect.any(String), token: expect.any(String) },
    });
  });

  test('allows grown-up pictures only in channels that Discord marks for it', async () => {
    const { run, discord, jobsOf } = await startBower();
    await run('imagine', { prompt: 'blue' }, { channelId: discord.channels.afterDark.id });
    expect((await jobsOf(discord.people.ada))[0]?.request.nsfwAllowed).toBe(true);
  });

  test('works in direct messages, for which no server counts', async () => {
    const { run, discord, jobsOf } = await startBower();
    const dm = discord.dmOf(discord.people.ada.id).id;
    const answer = await run('imagine', { prompt: 'blue' }, { channelId: dm });
    expect(messageOf(answer).embeds).toHaveLength(1);
    const [job] = await jobsOf(discord.people.ada, 'direct');
    expect(job?.origin).not.toHaveProperty('guildId');
    expect(job?.origin.channelId).toBe(dm);
  });
});

describe('/imagine refuses, to the asker alone and before anything is stored,', () => {
  test.each([
    [{ prompt: '   ' }, 'Add or leave out a prompt'],
    [{ prompt: '   ', model: 'sdxl' }, '**prompt**: it needs one.'],
    [{ prompt: 'blue', model: 'no such; model' }, 'Choose one from the list'],
    [{ prompt: 'blue', model: 'x'.repeat(101) }, 'Choose one from the list'],
    [{ prompt: 'blue', model: 'film' }, 'Choose one from the list'],
    [{ prompt: 'blue', guide: 'x'.repeat(101) }, '**guide**: this is not accepted'],
    [{ prompt: 'blue', guide: 'depth' }, '**guide**: it does not take this; leave it out.'],
    [{ prompt: 'blue', strength: 0.35 }, '**strength**: it does not take this; leave it out.'],
    [{ prompt: 'blue', negative: 'x'.repeat(1_001) }, '**negative**: it takes at most 1000 characters.'],
  ])('what cannot be done, and says what can: %j', async (options, words) => {
    const { run, discord, jobsOf, publicMessages } = await startBower();
    expect(refusalOf(await run('imagine', options))).toContain(words);
    expect(await jobsOf(discord.people.ada)).toStrictEqual([]);
    expect(publicMessages()).toStrictEqual([]);
  });

  test('a model for grown-ups where Discord does not ask for their age', async () => {
    const { run, discord, jobsOf } = await startBower();
    const asked = { prompt: 'blue', model: 'modelslab/adult' };
    expect(refusalOf(await run('imagine', asked))).toContain('It may be used in age-restricted channels only.');
    const answer = await run('imagine', asked, { channelId: discord.channels.afterDark.id });
    expect(messageOf(answer).embeds).toHaveLength(1);
    expect(await jobsOf(discord.people.ada)).toHaveLength(1);
  });

  test('a channel where it may not write, and names the permission', async () => {
    const { run, discord, jobsOf } = await startBower();
    const refusal = refusalOf(await run('imagine', { prompt: 'blue' }, { channelId: discord.channels.readOnly.id }));
    expect(refusal).toContain('**Send Messages** (to post results)');
    expect(refusal).not.toContain('View Channel');
    expect(await jobsOf(discord.people.ada)).toStrictEqual([]);
  });

  test.each([
    ['Attach Files', PermissionFlagsBits.AttachFiles],
    ['Embed Links', PermissionFlagsBits.EmbedLinks],
    ['Read Message History', PermissionFlagsBits.ReadMessageHistory],
  ])('a channel where it lacks %s', async (name, permission) => {
    const { run, discord, jobsOf } = await startBower();
    discord.denyBot(discord.channels.general.id, permission);
    const refusal = refusalOf(await run('imagine', { prompt: 'blue' }));
    expect(refusal.match(/\*\*[^*]+\*\*/g)).toStrictEqual([`**${name}**`]);
    expect(await jobsOf(discord.people.ada)).toStrictEqual([]);
  });

  test('but not a channel of text for lack of what only threads need', async () => {
    const { run, discord } = await startBower();
    discord.denyBot(discord.channels.general.id, PermissionFlagsBits.SendMessagesInThreads);
    expect(messageOf(await run('imagine', { prompt: 'blue' })).embeds).toHaveLength(1);
  });
});

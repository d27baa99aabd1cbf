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
            { name: 'Size', value: '1:1, 2 images' },
          ],
          footer: { text: `job ${shortId(job?.id ?? '')}` },
        },
      ],
      components: [{ components: [{ label: 'Cancel', custom_id: customId('cancel', job?.id ?? '') }] }],
    });
    const next = await run('imagine', { prompt: 'another' }, { as: discord.people.bruno });
    expect(messageOf(next).embeds[0]?.title).toBe('Number 2 in the queue');
  });

  test('stores what was asked and where, and notes its card', async () => {
    const { run, discord, jobsOf, untilCardsUp } = await startBower();
    const asked = { prompt: '  blue  ', model: 'sdxl', aspect: '16:9', count: 4, negative: 'red', seed: 0 };
    const card = messageOf(await run('imagine', asked));
    await untilCardsUp(1);
    const [job] = await jobsOf(discord.people.ada);
    expect(job).toMatchObject({
      state: 'queued',
      provider: 'modelslab',
      cardMessageId: card.id,
      request: {
        kind: 'image',
        prompt: 'blue',
        model: 'sdxl',
        aspect: '16:9',
        count: 4,
        negativePrompt: 'red',
        seed: 0,
        nsfwAllowed: false,
      },
    });
    expect(job?.origin).toStrictEqual({
      guildId: discord.guild.id,
      channelId: discord.channels.general.id,
      userId: discord.people.ada.id,
      interactionId: card.interaction_metadata?.id,
      attachmentLimitBytes: 10_485_760,
    });
  });

  test('takes the first model and one square image unless told otherwise, and draws a seed', async () => {
    const { run, discord, jobsOf } = await startBower((desk) => ({ ids: { ...desk.ids, seed: () => 4711 } }));
    await run('imagine', { prompt: 'blue', negative: '   ', model: ' ' });
    const [job] = await jobsOf(discord.people.ada);
    expect(job?.request).toStrictEqual({
      kind: 'image',
      prompt: 'blue',
      model: 'flux',
      aspect: '1:1',
      count: 1,
      seed: 4711,
      nsfwAllowed: false,
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

  test('suggests models by name or id', async () => {
    const { suggest } = await startBower();
    const xl = [{ name: 'Stable Diffusion XL', value: 'sdxl' }];
    expect(await suggest('imagine', 'model', 'STABLE')).toStrictEqual({ answer: 'choices', choices: xl });
    expect(await suggest('imagine', 'model', ' sdx ')).toStrictEqual({ answer: 'choices', choices: xl });
    expect(await suggest('imagine', 'model', '')).toMatchObject({ choices: [{ value: 'flux' }, { value: 'sdxl' }] });
    expect(await suggest('imagine', 'model', 'nothing like it')).toStrictEqual({ answer: 'choices', choices: [] });
  });
});

describe('/imagine refuses, to the asker alone and before anything is stored,', () => {
  test.each([
    [{ prompt: '   ' }, '**prompt**: write 1 to 2000 characters.'],
    [{ prompt: 'blue', model: 'no such; model' }, '**model**: choose one from the list'],
    [{ prompt: 'blue', model: 'x'.repeat(101) }, '**model**: choose one from the list'],
  ])('what cannot be a request, and says what to do: %j', async (options, words) => {
    const { run, discord, jobsOf } = await startBower();
    const refusal = refusalOf(await run('imagine', options));
    expect(refusal).toContain('Nothing was sent and nothing was charged.');
    expect(refusal).toContain(words);
    expect(await jobsOf(discord.people.ada)).toStrictEqual([]);
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

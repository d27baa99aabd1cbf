import { PermissionFlagsBits, Routes } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { customId } from '#discord/custom-id.ts';
import type { Catalogue } from '#domain/ports/catalogue.ts';
import { restTo } from '#test/discord/support/pretend.ts';
import type { Bower } from '#test/interactions/support/bower.ts';
import { messageOf, refusalOf, startBower } from '#test/interactions/support/bower.ts';
import { SECOND } from '#test/jobs/support/models.ts';
import { deliverDue, stateOf, submitNext } from '#test/jobs/support/steps.ts';

/** Ada has asked; her card is up. */
async function asked() {
  const bower = await startBower();
  const card = messageOf(await bower.run('imagine', { prompt: 'blue' }));
  await bower.untilCardsUp(1);
  const [job] = await bower.jobsOf(bower.discord.people.ada);
  if (!job) throw new Error('a job was asked for');
  return { ...bower, card, job };
}

describe('Cancel', () => {
  test('ends the requester’s job; the message that says so comes to the channel', async () => {
    const { press, stage, card, job, discord } = await asked();
    expect(await press(card.id, customId('cancel', job.id))).toMatchObject({ answer: 'deferred' });
    expect(await stateOf(stage, job.id)).toBe('cancelled');
    await deliverDue(stage);
    const [cardNow, told] = discord.messages(discord.channels.general.id);
    expect(cardNow).toMatchObject({ id: card.id, embeds: [], components: [] });
    expect(cardNow?.content).toContain('cancelled');
    expect(told).toMatchObject({ message_reference: { message_id: card.id } });
  });

  test('is refused to another member, and the job goes on', async () => {
    const { press, stage, card, job, discord } = await asked();
    const answer = await press(card.id, customId('cancel', job.id), { as: discord.people.bruno });
    expect(refusalOf(answer)).toContain('Only the member who asked for it');
    expect(await stateOf(stage, job.id)).toBe('queued');
  });

  test('is allowed to whoever may delete messages there', async () => {
    const { press, stage, card, job, discord } = await asked();
    await press(card.id, customId('cancel', job.id), { as: discord.people.mira });
    expect(await stateOf(stage, job.id)).toBe('cancelled');
  });

  test('of an ended job says that it has ended', async () => {
    const { press, stage, card, job } = await asked();
    stage.provider.onSubmit({ outcome: 'refused', failure: { reason: 'provider_down' } });
    await submitNext(stage);
    expect(refusalOf(await press(card.id, customId('cancel', job.id)))).toContain('has ended already');
    expect(await stateOf(stage, job.id)).toBe('failed');
  });
});

/** Ada's latest job fails at its provider; the message with its Retry button is posted. */
async function failing({ stage, discord, jobsOf, publicMessages }: Bower, provider = stage.provider) {
  provider.onSubmit({ outcome: 'refused', failure: { reason: 'provider_down' } });
  await submitNext(stage, provider);
  await deliverDue(stage);
  const [message, [job]] = [publicMessages().at(-1), await jobsOf(discord.people.ada)];
  if (!message || !job) throw new Error('a failure was to be told');
  return { message, job };
}

/** Ada's job has failed. */
async function failed() {
  const bower = await asked();
  const { message } = await failing(bower);
  return { ...bower, message };
}

/** Knows a model once, and then no more. */
function findOnce({ find }: Catalogue): Catalogue['find'] {
  let asked = 0;
  return (modelId) => {
    asked += 1;
    return asked === 1 ? find(modelId) : undefined;
  };
}

describe('Retry', () => {
  test('asks for the same as a new job with a fresh seed, and takes the button away', async () => {
    const { press, job, message, discord, jobsOf, stage, untilCardsUp } = await failed();
    const answer = await press(message.id, customId('retry', job.id));
    expect(messageOf(answer).embeds[0]).toMatchObject({ description: 'blue' });
    await untilCardsUp(2);
    const [again, before] = await jobsOf(discord.people.ada);
    expect(before?.id).toBe(job.id);
    expect(again?.id).not.toBe(job.id);
    const seed = again?.request.options.seed;
    expect(again?.request).toStrictEqual({ ...job.request, options: { ...job.request.options, seed } });
    expect(seed).not.toBe(job.request.options.seed);
    expect(again?.cardMessageId).toBe(messageOf(answer).id);

    const withdrawn = await discord.waitForMessage(({ id, components }) => id === message.id && !components?.length);
    expect(withdrawn.content).toBe(message.content);
    expect(await submitNext(stage)).toBe(true);
    expect(stage.provider.submits).toHaveLength(2);
  });

  test('asks again with the files that came with it, which were kept', async () => {
    const bower = await startBower();
    await bower.run('edit', { prompt: 'bluer', image: bower.file('nest.png', 'image/png'), seed: 10 });
    const { message, job } = await failing(bower);
    await bower.press(message.id, customId('retry', job.id));
    const [again, ...before] = await bower.jobsOf(bower.discord.people.ada);
    expect(before.map(({ id }) => id)).toStrictEqual([job.id]);
    expect(again?.request.inputs).toStrictEqual(job.request.inputs);
    expect(again?.request.options.seed).toBeGreaterThanOrEqual(10);
    expect(again?.request.options.seed).toBeLessThanOrEqual(19);
    expect(bower.stage.media.gifts).toHaveLength(1);
  });

  test('of a job whose file is no longer kept says so, and sends nothing', async () => {
    const bower = await startBower();
    await bower.run('edit', { prompt: 'bluer', image: bower.file('nest.png', 'image/png'), seed: 10 });
    const { message, job } = await failing(bower);
    for (const { file } of job.request.inputs) bower.stage.media.lose(file);
    const refusal = refusalOf(await bower.press(message.id, customId('retry', job.id)));
    expect(refusal).toContain('I no longer keep **nest.png**.');
    expect(refusal).toContain('upload it again');
    expect(refusal).toContain('nothing was charged');
    expect(await bower.jobsOf(bower.discord.people.ada)).toHaveLength(1);
    expect(bower.publicMessages().find(({ id }) => id === message.id)?.components).toHaveLength(1);
  });

  test('asks for what was asked for, also when the job had moved to another service', async () => {
    const bower = await startBower();
    const { stage, discord } = bower;
    await bower.bot.fallbacks.set({ guildId: discord.guild.id, kind: 'image', model: SECOND.id });
    await bower.run('imagine', { prompt: 'blue' });
    stage.provider.onSubmit({ outcome: 'refused', failure: { reason: 'provider_down' } });
    await submitNext(stage);
    const { message, job } = await failing(bower, stage.second);
    expect(job).toMatchObject({ provider: 'apimart', movedFrom: 'modelslab/flux' });
    await bower.press(message.id, customId('retry', job.id));
    const [again] = await bower.jobsOf(discord.people.ada);
    expect(again).toMatchObject({ provider: 'modelslab', request: { model: 'modelslab/flux' } });
    expect(again).not.toHaveProperty('movedFrom');
  });

  test('of a model that is offered no more says so, and the button stays', async () => {
    const bower = await startBower((desk) => ({ catalogue: { ...desk.catalogue, find: findOnce(desk.catalogue) } }));
    await bower.run('imagine', { prompt: 'blue' });
    const { message, job } = await failing(bower);
    const answer = await bower.press(message.id, customId('retry', job.id));
    expect(refusalOf(answer)).toContain('This model is no longer offered.');
    expect(await bower.jobsOf(bower.discord.people.ada)).toHaveLength(1);
    expect(bower.publicMessages().find(({ id }) => id === message.id)?.components).toHaveLength(1);
  });

  test('is refused to another member: it would be asked in their name', async () => {
    const { press, job, message, discord, jobsOf } = await failed();
    const answer = await press(message.id, customId('retry', job.id), { as: discord.people.mira });
    expect(refusalOf(answer)).toContain('Only the member who asked for it');
    expect(await jobsOf(discord.people.mira)).toHaveLength(0);
    expect(await jobsOf(discord.people.ada)).toHaveLength(1);
  });

  test('where the bot may no longer post is refused, and the button stays', async () => {
    const { press, job, message, discord, jobsOf } = await failed();
    discord.denyBot(discord.channels.general.id, PermissionFlagsBits.AttachFiles);
    expect(refusalOf(await press(message.id, customId('retry', job.id)))).toContain('**Attach Files**');
    expect(await jobsOf(discord.people.ada)).toHaveLength(1);
    const now = discord.messages(discord.channels.general.id).find(({ id }) => id === message.id);
    expect(now?.components).toHaveLength(1);
  });

  test('leaves the new job alone when the button cannot be taken away', async () => {
    const { press, job, message, discord, jobsOf, stage } = await failed();
    discord.inject({ method: 'PATCH', path: /\/messages\//, fault: 'status', status: 403, code: 50001, times: 1 });
    expect(messageOf(await press(message.id, customId('retry', job.id))).embeds).toHaveLength(1);
    expect(await jobsOf(discord.people.ada)).toHaveLength(2);
    await stage.logger.untilLines('retry button left in place');
  });
});

describe('a button of a job that is no longer known', () => {
  test.each(['cancel', 'retry'] as const)('says so: %s', async (action) => {
    const bower = await startBower((desk) => ({ jobs: { ...desk.jobs, find: async () => undefined } }));
    const card = messageOf(await bower.run('imagine', { prompt: 'blue' }));
    const [job] = await bower.jobsOf(bower.discord.people.ada);
    // Only a button that is there can be pressed, so the card carries the one that is tested.
    const id = customId(action, job?.id ?? '');
    const components = [{ type: 1, components: [{ type: 2, style: 1, label: 'Press', custom_id: id }] }];
    const route = Routes.channelMessage(bower.discord.channels.general.id, card.id);
    await restTo(bower.discord).patch(route, { body: { components } });
    expect(refusalOf(await bower.press(card.id, id))).toContain('This job is no longer known here.');
  });
});

import { expect, test } from 'vitest';
import { endOf, endsOf, imagine, isTheServicesFile, jobIdIn } from '#test/support/member.ts';
import { startSandbox } from '#test/support/sandbox.ts';

test('the picture comes into the channel where it was asked, byte for byte, once, and mentions the requester alone', async () => {
  const sandbox = await startSandbox();
  const { discord, modelslab } = sandbox;
  const { ada, bruno } = discord.people;
  const prompt = `a lighthouse in the fog for <@${bruno.id}> and @everyone`;

  const card = await imagine(sandbox, { prompt, aspect: '16:9', seed: 7, channel: discord.channels.gallery });
  const result = await endOf(sandbox, card);

  const [job] = modelslab.jobs();
  const [output] = modelslab.outputs(job?.id ?? '');
  expect(result.channel_id).toBe(discord.channels.gallery.id);
  expect(result.attachments).toHaveLength(1);
  expect(isTheServicesFile(sandbox, result.attachments[0]?.url ?? '', output ?? '')).toBe(true);
  expect(result.mentions.map(({ id }) => id)).toEqual([ada.id]);
  expect(result.mention_everyone).toBe(false);
  expect(result.message_reference?.message_id).toBe(card.id);
  expect(result.content).toContain('seed 7');
  expect(endsOf(sandbox, card)).toHaveLength(1);
});

test('the status card says what was asked and offers a way out, then shrinks to a line that leads to the result', async () => {
  const sandbox = await startSandbox();
  const { discord } = sandbox;
  const card = await imagine(sandbox, { prompt: 'a bower full of blue things', model: 'sdxl', count: 2 });

  const shown = JSON.stringify(card);
  for (const part of ['a bower full of blue things', 'sdxl', 'image', 'in the queue', 'Cancel', jobIdIn(card)])
    expect(shown).toContain(part);

  const result = await endOf(sandbox, card);
  const shrunk = await discord.waitForMessage(({ id, components }) => id === card.id && components?.length === 0);
  expect(shrunk.embeds).toEqual([]);
  expect(shrunk.content).toContain(`/${result.id}`);
});

test('the service gets a signed track id and a webhook address under PUBLIC_URL, and nobody in Discord sees them', async () => {
  const sandbox = await startSandbox();
  const { discord, modelslab } = sandbox;
  const card = await imagine(sandbox, { prompt: 'a secret garden' });
  await endOf(sandbox, card);

  const [submit] = modelslab.submits();
  const trackId = String(submit?.track_id);
  const user = BigInt(discord.people.ada.id).toString(36);
  const channel = BigInt(discord.channels.general.id).toString(36);
  expect(trackId).toMatch(new RegExp(`^${user}_image_${channel}_[0-9a-z]{26}_[0-9a-z]{1,25}$`));
  expect(trackId.length).toBeLessThanOrEqual(96);
  expect(submit?.webhook).toBe(`${sandbox.botAddress}/webhooks/modelslab/${trackId}`);
  expect(JSON.stringify(discord.messages(card.channel_id))).not.toContain(trackId);
  expect(sandbox.bot.lines().some(({ text }) => text.includes(trackId))).toBe(false);
});

test('four pictures come in one message', async () => {
  const sandbox = await startSandbox();
  const result = await endOf(sandbox, await imagine(sandbox, { prompt: 'four seasons', count: 4 }));
  expect(result.attachments).toHaveLength(4);
});

test('a result that the service hands over at once is delivered like any other', async () => {
  const sandbox = await startSandbox();
  sandbox.modelslab.plan({ submit: 'success' });
  const card = await imagine(sandbox, { prompt: 'in no time' });
  const result = await endOf(sandbox, card);
  expect(result.attachments).toHaveLength(1);
  expect(result.message_reference?.message_id).toBe(card.id);
});

test('a direct message brings its result home to the direct message', async () => {
  const sandbox = await startSandbox();
  const { bruno } = sandbox.discord.people;
  const channel = sandbox.discord.dmOf(bruno.id);
  const result = await endOf(sandbox, await imagine(sandbox, { by: bruno, channel, prompt: 'just for me' }));
  expect(result.channel_id).toBe(channel.id);
});

import { expect, test } from 'vitest';
import { button, endOf, endsOf, imagine, say } from '#test/support/member.ts';
import { startSandbox } from '#test/support/sandbox.ts';

test('a failed job says why in words, that it was not charged, and Retry makes the picture after all', async () => {
  const sandbox = await startSandbox();
  const { discord, modelslab } = sandbox;
  const { ada } = discord.people;
  modelslab.plan({ end: 'failed', message: 'Processing failed: CUDA out of memory at node 7', times: 1 });
  const card = await imagine(sandbox, { prompt: 'second time lucky', seed: 11 });

  const failure = await endOf(sandbox, card);
  expect(failure.content).toContain('could not be made');
  expect(failure.content).toContain('Not charged');
  expect(failure.content).not.toContain('CUDA');
  expect(failure.mentions.map(({ id }) => id)).toEqual([ada.id]);

  const customId = button(failure, 'Retry');
  const answer = await discord.press({
    personId: ada.id,
    channelId: failure.channel_id,
    messageId: failure.id,
    customId,
  });
  if (answer.answer !== 'message') throw new Error('Retry was not answered by a card');
  const result = await endOf(sandbox, answer.message);
  expect(result.attachments).toHaveLength(1);
  expect(modelslab.submits()[1]?.seed).not.toBe(11);
  await discord.waitForMessage(({ id, components }) => id === failure.id && components?.length === 0);
});

test('Retry is the requester’s alone', async () => {
  const sandbox = await startSandbox();
  const { discord } = sandbox;
  sandbox.modelslab.plan({ end: 'failed' });
  const failure = await endOf(sandbox, await imagine(sandbox, { prompt: 'mine' }));
  const answer = await discord.press({
    personId: discord.people.bruno.id,
    channelId: failure.channel_id,
    messageId: failure.id,
    customId: button(failure, 'Retry'),
  });
  expect(answer).toMatchObject({ answer: 'message', ephemeral: true });
  expect(sandbox.modelslab.submits()).toHaveLength(1);
});

test('a key that the service rejects reads “not available”, and the reason is in the log without the key', async () => {
  const sandbox = await startSandbox();
  sandbox.modelslab.configure({ rejectKey: true });
  const failure = await endOf(sandbox, await imagine(sandbox, { prompt: 'no entry' }));
  expect(failure.content).toContain('not available right now');
  const ended = await sandbox.bot.waitForLog(({ fields }) => fields.msg === 'job ended');
  expect(ended.text).toContain('provider_account');
  expect(sandbox.bot.lines().some(({ text }) => text.includes(sandbox.modelslab.key))).toBe(false);
});

test('a full service is tried again when it said, and the member sees one result', async () => {
  const sandbox = await startSandbox();
  sandbox.modelslab.plan({ submit: 'rate_limit', retryAfterS: 1, times: 1 });
  const card = await imagine(sandbox, { prompt: 'patience' });
  const result = await endOf(sandbox, card);
  expect(result.attachments).toHaveLength(1);
  expect(sandbox.modelslab.submits()).toHaveLength(2);
  expect(endsOf(sandbox, card)).toHaveLength(1);
});

test('Cancel ends the job with a message, and what the service still makes stays out of the channel', async () => {
  const sandbox = await startSandbox();
  const { discord, modelslab } = sandbox;
  modelslab.plan({ hold: true });
  const card = await imagine(sandbox, { prompt: 'never mind' });
  const job = await modelslab.waitForJob(({ state }) => state === 'processing');
  await discord.press({
    personId: discord.people.ada.id,
    channelId: card.channel_id,
    messageId: card.id,
    customId: button(card, 'Cancel'),
  });
  const end = await endOf(sandbox, card);
  expect(end.content).toContain('was cancelled');

  await modelslab.act(job.id, 'finish');
  expect(modelslab.jobs()[0]?.callbackStatuses).toEqual([200]);
  await endOf(sandbox, await imagine(sandbox, { prompt: 'something else' }).finally(() => finishLast(modelslab)));
  expect(endsOf(sandbox, card)).toHaveLength(1);
});

async function finishLast(modelslab: Awaited<ReturnType<typeof startSandbox>>['modelslab']): Promise<void> {
  const { id } = await modelslab.waitForJob(({ prompt }) => prompt === 'something else');
  await modelslab.act(id, 'finish');
}

test('where the bot may not write, it refuses at once, privately, and nothing is submitted', async () => {
  const sandbox = await startSandbox();
  const answer = await say(sandbox, { channel: sandbox.discord.channels.readOnly, prompt: 'not here' });
  if (answer.answer !== 'message') throw new Error('no answer');
  expect(answer.ephemeral).toBe(true);
  expect(answer.message.content).toContain('Send Messages');
  await endOf(sandbox, await imagine(sandbox, { prompt: 'but here' }));
  expect(sandbox.modelslab.submits()).toHaveLength(1);
});

test('a Discord that is out of order for a while gets the message later, once, and the bot lives through it', async () => {
  const sandbox = await startSandbox();
  const { discord } = sandbox;
  discord.inject({ fault: 'status', status: 503, method: 'POST', path: /^\/channels\/\d+\/messages$/, times: 6 });
  const card = await imagine(sandbox, { prompt: 'through the storm' });
  const result = await endOf(sandbox, card);
  expect(result.attachments).toHaveLength(1);
  expect(endsOf(sandbox, card)).toHaveLength(1);
});

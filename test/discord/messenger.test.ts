import { Routes } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { customId } from '#discord/custom-id.ts';
import { nonceOf } from '#domain/delivery.ts';
import { JOB_ID } from './support/jobs.ts';
import { deliveryTo, jobAt, messengerStage } from './support/messenger-stage.ts';
import { restTo } from './support/pretend.ts';

type Stage = Awaited<ReturnType<typeof messengerStage>>;

/** Ada asked, a card is up. */
async function cardUp({ discord, channelId }: Stage): Promise<string> {
  const body = { content: 'the card' };
  const card = await restTo(discord).post(Routes.channelMessages(channelId), { body });
  return (card as { id: string }).id;
}

describe('a result that goes home', () => {
  test('is one message that replies to its card, mentions the requester alone and carries the very bytes', async () => {
    const stage = await messengerStage();
    const { discord, messenger, channelId } = stage;
    const cardMessageId = await cardUp(stage);
    const prompt = '@everyone look <@1180000000000000202>';
    const job = jobAt(discord, { cardMessageId, request: { prompt } });
    const made = [await stage.artifact(0), await stage.artifact(1, 500_000)];
    const artifacts = made.map(({ artifact }) => artifact);
    const delivery = deliveryTo(channelId);

    const posting = await messenger.post(delivery, { shows: 'result', job, artifacts });
    const [, message] = stage.messages();
    expect(posting).toStrictEqual({ outcome: 'posted', messageId: message?.id });
    expect(stage.messages()).toHaveLength(2);
    expect(message).toMatchObject({
      nonce: nonceOf(delivery.id),
      message_reference: { message_id: cardMessageId },
      mention_everyone: false,
      mentions: [{ id: discord.people.ada.id }],
    });
    expect(message?.attachments.map(({ filename, description }) => ({ filename, description }))).toStrictEqual([
      { filename: 'bowerbird-9c0d1e-1.png', description: prompt },
      { filename: 'bowerbird-9c0d1e-2.png', description: prompt },
    ]);
    for (const [index, { url }] of (message?.attachments ?? []).entries()) {
      expect(Buffer.from(discord.attachment(url) ?? []).equals(made[index]?.bytes ?? Buffer.of())).toBe(true);
    }
  });

  test('hides behind a spoiler what the service marked as sensitive', async () => {
    const stage = await messengerStage();
    const job = jobAt(stage.discord, { success: { nsfwDetected: true } });
    const { artifact } = await stage.artifact(0);
    await stage.messenger.post(deliveryTo(stage.channelId), { shows: 'result', job, artifacts: [artifact] });
    expect(stage.messages()[0]?.attachments[0]?.filename).toBe('SPOILER_bowerbird-9c0d1e-1.png');
  });

  test('tells of a file that it could not have, and brings the others', async () => {
    const stage = await messengerStage();
    const { artifact } = await stage.artifact(1);
    const missing = { jobId: JOB_ID, position: 0, urls: ['https://cdn.test/0.png'] };
    const artifacts = [missing, artifact];
    const job = jobAt(stage.discord);
    await stage.messenger.post(deliveryTo(stage.channelId), { shows: 'result', job, artifacts });
    expect(stage.messages()[0]?.attachments).toHaveLength(1);
    expect(stage.messages()[0]?.content).toContain('1 file could not be fetched');
  });

  test('leaves out what is larger than the interaction said, and says so', async () => {
    const stage = await messengerStage();
    const [small, large] = [await stage.artifact(0, 1_000), await stage.artifact(1, 2_000_000)];
    const job = jobAt(stage.discord, { limitBytes: 1_048_576 });
    const artifacts = [small.artifact, large.artifact];
    await stage.messenger.post(deliveryTo(stage.channelId), { shows: 'result', job, artifacts });
    expect(stage.messages()[0]?.attachments).toMatchObject([{ size: 1_000 }]);
    expect(stage.messages()[0]?.content).toContain('Too large to attach here: 1.9 MiB; the limit is 1.0 MiB.');
  });

  test('comes without its files, and says so, when Discord finds them too large after all', async () => {
    const stage = await messengerStage();
    const { artifact } = await stage.artifact(0, 11 * 1_048_576);
    const job = jobAt(stage.discord, { limitBytes: 50 * 1_048_576 });
    const posting = await stage.messenger.post(deliveryTo(stage.channelId), {
      shows: 'result',
      job,
      artifacts: [artifact],
    });
    expect(posting).toMatchObject({ outcome: 'posted' });
    expect(stage.messages()).toHaveLength(1);
    expect(stage.messages()[0]?.attachments).toStrictEqual([]);
    const words = 'Too large to attach here: 11.0 MiB; the limit is 10.0 MiB. The bot has kept its copy.';
    expect(stage.messages()[0]?.content).toContain(words);
  });
});

test('a failure is a message with a Retry button of its job', async () => {
  const stage = await messengerStage();
  const failure = { reason: 'provider_down' } as const;
  const job = jobAt(stage.discord);
  await stage.messenger.post(deliveryTo(stage.channelId), { shows: 'failure', job, failure });
  expect(stage.messages()[0]).toMatchObject({
    mentions: [{ id: stage.discord.people.ada.id }],
    components: [{ components: [{ label: 'Retry', custom_id: customId('retry', JOB_ID) }] }],
  });
});

describe('a status card', () => {
  test('is brought up to date, and at last leads to the message', async () => {
    const stage = await messengerStage();
    const cardMessageId = await cardUp(stage);
    await stage.messenger.refreshCard(jobAt(stage.discord, { cardMessageId }), {
      messageId: '1180000000000000999',
      failed: false,
    });
    expect(stage.messages()[0]).toMatchObject({ embeds: [], components: [] });
    expect(stage.messages()[0]?.content).toContain(
      `https://discord.com/channels/${stage.discord.guild.id}/${stage.channelId}/1180000000000000999`,
    );
  });

  test('that is gone harms nobody', async () => {
    const stage = await messengerStage();
    const cardMessageId = await cardUp(stage);
    stage.discord.deleteMessage(stage.channelId, cardMessageId);
    await stage.messenger.refreshCard(jobAt(stage.discord, { cardMessageId }));
    expect(stage.logger.lines.map(({ level }) => level)).toStrictEqual(['info']);
  });

  test('that never came up is not looked for', async () => {
    const stage = await messengerStage();
    await stage.messenger.refreshCard(jobAt(stage.discord));
    expect(stage.discord.calls()).toHaveLength(0);
  });
});

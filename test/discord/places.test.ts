import { describe, expect, test } from 'vitest';
import { customId } from '#discord/custom-id.ts';
import type { Place } from '#domain/delivery.ts';
import { nonceOf } from '#domain/delivery.ts';
import { askedStage } from './support/asked-stage.ts';
import { JOB_ID } from './support/jobs.ts';

const FOLLOW_UP = { method: 'POST', path: /^\/webhooks\/\d+\/[^/]+$/ } as const;
const EDIT = { method: 'PATCH', path: /^\/webhooks\/.*original$/ } as const;
const OPEN = { method: 'POST', path: /^\/users\/@me\/channels$/ } as const;

async function stage() {
  const asked = await askedStage();
  const job = asked.jobHere();
  const { artifact } = await asked.artifact(0);
  const delivery = { channel: asked.deliveryAt('channel'), direct: asked.deliveryAt('direct') };
  return {
    ...asked,
    job,
    delivery,
    post: (place: Place, more = {}) =>
      asked.messenger.post({ ...asked.deliveryAt(place), ...more }, { shows: 'result', job, artifacts: [artifact] }),
  };
}

describe('a follow-up', () => {
  test('stands in the channel with the files, under the card by itself', async () => {
    const { post, messages, card } = await stage();
    const posting = await post('follow_up');
    const [, message] = messages();
    expect(posting).toStrictEqual({ outcome: 'posted', messageId: message?.id });
    expect(messages()).toHaveLength(2);
    expect(message?.attachments).toHaveLength(1);
    expect(message).toMatchObject({ message_reference: { message_id: card.id } });
    expect(JSON.stringify(message?.components)).toContain(customId('retry', JOB_ID));
  });

  test('needs no permission in the channel', async () => {
    const { post, discord, channelId, messages } = await stage();
    discord.denyBot(channelId, 0xffff_ffff_ffffn);
    expect(await post('channel')).toMatchObject({ outcome: 'impossible' });
    expect(await post('follow_up')).toMatchObject({ outcome: 'posted' });
    expect(messages()).toHaveLength(2);
  });

  test.each(['lose_answer', 'hang_up', 'bad_gateway_after'] as const)(
    'of unknown fate is not repeated, neither by the library nor by the messenger: %s',
    async (fault) => {
      const { post, discord, messages } = await stage();
      discord.inject({ ...FOLLOW_UP, fault, times: 9 });
      expect(await post('follow_up')).toMatchObject({ outcome: 'unknown' });
      expect(messages()).toHaveLength(2);
    },
  );

  test.each([
    [404, 10015],
    [401, 50027],
    [403, 50013],
    [400, 40094],
  ])('that is refused is impossible: %i, %i', async (status, code) => {
    const { post, discord, messages } = await stage();
    discord.inject({ ...FOLLOW_UP, fault: 'status', status, code, times: 9 });
    expect(await post('follow_up')).toMatchObject({ outcome: 'impossible' });
    expect(messages()).toHaveLength(1);
  });

  test('that comes too early is to be tried later', async () => {
    const { post, discord, messages } = await stage();
    discord.inject({ ...FOLLOW_UP, fault: 'rate_limit', retryAfterMs: 7_000, times: 1 });
    expect(await post('follow_up')).toMatchObject({ outcome: 'later', afterMs: 7_050 });
    expect(messages()).toHaveLength(1);
  });

  test('is not tried when the interaction can no longer be answered', async () => {
    const { post, discord, pass } = await stage();
    pass(15 * 60_000);
    const before = discord.calls().length;
    expect(await post('follow_up')).toMatchObject({ outcome: 'impossible' });
    expect(discord.calls()).toHaveLength(before);
  });
});

describe('the card', () => {
  test('becomes the message, with exactly its files, however often', async () => {
    const { post, messages, card } = await stage();
    expect(await post('card')).toStrictEqual({ outcome: 'posted', messageId: card.id });
    expect(await post('card')).toStrictEqual({ outcome: 'posted', messageId: card.id });
    expect(messages()).toHaveLength(1);
    expect(messages()[0]?.attachments).toHaveLength(1);
    expect(messages()[0]).toMatchObject({ id: card.id, embeds: [] });
    expect(messages()[0]?.content).toContain('your image is ready.');
  });

  test('has no files left of an earlier try when Discord takes none any more', async () => {
    const { post, messages, discord } = await stage();
    await post('card');
    discord.inject({ ...EDIT, fault: 'status', status: 413, code: 40005, times: 1 });
    expect(await post('card')).toMatchObject({ outcome: 'posted' });
    expect(messages()[0]?.attachments).toStrictEqual([]);
  });

  test('stays a card when the follow-up is to be seen after all', async () => {
    const { post, messages, discord } = await stage();
    discord.inject({ ...FOLLOW_UP, fault: 'bad_gateway_after', times: 1 });
    await post('follow_up');
    const [, followUp] = messages();
    expect(await post('card', { attempts: 2 })).toStrictEqual({ outcome: 'posted', messageId: followUp?.id });
    expect(messages()[0]?.content).toBe('');
  });

  test('that is gone, or whose interaction is over, is impossible', async () => {
    const { post, discord, channelId, card } = await stage();
    discord.deleteMessage(channelId, card.id);
    expect(await post('card')).toMatchObject({ outcome: 'impossible' });
  });

  test.each(['lose_answer', 'hang_up', 'bad_gateway_after'] as const)(
    'is edited later when word of it got lost: %s',
    async (fault) => {
      const { post, discord, messages } = await stage();
      discord.inject({ ...EDIT, fault, times: 1 });
      expect(await post('card')).toMatchObject({ outcome: 'later' });
      expect(await post('card')).toMatchObject({ outcome: 'posted' });
      expect(messages()).toHaveLength(1);
      expect(messages()[0]?.attachments).toHaveLength(1);
    },
  );

  test('is not touched any more once it is the message', async () => {
    const { post, messages, messenger, job, card } = await stage();
    await post('card');
    await messenger.refreshCard(job, { messageId: card.id, failed: false });
    expect(messages()[0]?.content).toContain('your image is ready.');
  });
});

describe('a direct message', () => {
  test('says where it was asked, and is one however often it is tried', async () => {
    const { post, adasDirectMessages, channelId, delivery } = await stage();
    const first = await post('direct', delivery.direct);
    expect(await post('direct', delivery.direct)).toStrictEqual(first);
    const [message] = adasDirectMessages();
    expect(adasDirectMessages()).toHaveLength(1);
    expect(first).toStrictEqual({ outcome: 'posted', messageId: message?.id });
    expect(message).toMatchObject({ nonce: nonceOf(delivery.direct.id), attachments: [{}] });
    expect(message?.content).toContain(`You asked in <#${channelId}>.`);
    expect(message).not.toHaveProperty('message_reference');
  });

  test('is looked for where it stands before it is repeated late', async () => {
    const { post, adasDirectMessages, delivery, pass } = await stage();
    const first = await post('direct', delivery.direct);
    pass(30 * 60_000);
    expect(await post('direct', { ...delivery.direct, attempts: 2 })).toStrictEqual(first);
    expect(adasDirectMessages()).toHaveLength(1);
  });

  test.each([
    [403, 50007, 'impossible'],
    [404, 10013, 'impossible'],
    [403, 50278, 'impossible'],
    [400, 40003, 'later'],
    [401, 0, 'later'],
    [503, 0, 'later'],
  ])('whose opening is answered with %i, %i, is %s', async (status, code, outcome) => {
    const { post, discord, adasDirectMessages } = await stage();
    discord.inject({ ...OPEN, fault: 'status', status, code, times: 9 });
    expect(await post('direct')).toMatchObject({ outcome });
    expect(adasDirectMessages()).toHaveLength(0);
  });
});

test('no place ever tells the interaction’s token to the log', async () => {
  const { post, discord, logger, messenger, job, answering } = await stage();
  discord.inject({ path: /./, fault: 'status', status: 500, times: 99 });
  const postings = [await post('channel'), await post('follow_up'), await post('card'), await post('direct')];
  await messenger.refreshCard(job);
  expect(logger.lines.length).toBeGreaterThan(0);
  expect(JSON.stringify([postings, logger.lines])).not.toContain(answering.token);
});

import { PermissionFlagsBits, Routes } from 'discord.js';
import { describe, expect, test } from 'vitest';
import type { Delivery } from '#domain/delivery.ts';
import type { Posting } from '#domain/ports/messenger.ts';
import { freePort } from '#test/support/free-port.ts';
import { deliveryTo, jobAt, messengerStage } from './support/messenger-stage.ts';
import { restTo } from './support/pretend.ts';

type Stage = Awaited<ReturnType<typeof messengerStage>>;

const CREATE = { method: 'POST', path: /\/messages$/ } as const;

async function post(stage: Stage, delivery: Delivery, wishes: Parameters<typeof jobAt>[1] = {}): Promise<Posting> {
  const { artifact } = await stage.artifact(0);
  return stage.messenger.post(delivery, { shows: 'result', job: jobAt(stage.discord, wishes), artifacts: [artifact] });
}

/** Tries as the worker does, until Discord has it or never will. */
async function postUntilDone(stage: Stage, delivery: Delivery): Promise<Posting> {
  for (;;) {
    const posting = await post(stage, delivery);
    if (posting.outcome !== 'later') return posting;
  }
}

describe('one delivery is one message', () => {
  test('when the answer to the post gets lost', async () => {
    const stage = await messengerStage();
    stage.discord.inject({ ...CREATE, fault: 'lose_answer', times: 2 });
    const posting = await postUntilDone(stage, deliveryTo(stage.channelId));
    expect(stage.messages()).toHaveLength(1);
    expect(posting).toStrictEqual({ outcome: 'posted', messageId: stage.messages()[0]?.id });
  });

  test('when Discord posts it and answers 502, however often', async () => {
    const stage = await messengerStage();
    stage.discord.inject({ ...CREATE, fault: 'bad_gateway_after', times: 6 });
    const posting = await postUntilDone(stage, deliveryTo(stage.channelId));
    expect(stage.discord.calls().filter(({ status }) => status === 502)).toHaveLength(6);
    expect(stage.messages()).toHaveLength(1);
    expect(posting).toStrictEqual({ outcome: 'posted', messageId: stage.messages()[0]?.id });
  });

  test('when a crash makes us post it again', async () => {
    const stage = await messengerStage();
    const delivery = deliveryTo(stage.channelId);
    expect(await post(stage, delivery)).toStrictEqual(await post(stage, delivery));
    expect(stage.messages()).toHaveLength(1);
  });

  test('also when somebody has deleted it before it is posted again: it was posted', async () => {
    const stage = await messengerStage();
    const delivery = deliveryTo(stage.channelId);
    const posting = await post(stage, delivery);
    if (posting.outcome === 'posted') stage.discord.deleteMessage(stage.channelId, posting.messageId ?? '');
    expect(await post(stage, delivery)).toStrictEqual({ outcome: 'posted' });
    expect(stage.messages()).toHaveLength(0);
  });

  test('while two deliveries are two messages', async () => {
    const stage = await messengerStage();
    await post(stage, deliveryTo(stage.channelId));
    await post(stage, deliveryTo(stage.channelId));
    expect(stage.messages()).toHaveLength(2);
  });
});

describe('one delivery is one message also when Discord has long forgotten its nonce', () => {
  const LONG_MS = 30 * 60_000;

  test('because the message is looked for before it is posted again', async () => {
    const stage = await messengerStage();
    const delivery = deliveryTo(stage.channelId, stage.now());
    const first = await post(stage, delivery);
    stage.pass(LONG_MS);
    expect(await post(stage, { ...delivery, attempts: 2 })).toStrictEqual(first);
    expect(stage.messages()).toHaveLength(1);
  });

  test('and many messages came before and after it', async () => {
    const stage = await messengerStage();
    const rest = restTo(stage.discord);
    const say = (content: string) => rest.post(Routes.channelMessages(stage.channelId), { body: { content } });
    const delivery = deliveryTo(stage.channelId, stage.now());
    for (let count = 0; count < 105; count += 1) await say('before it');
    const first = await post(stage, delivery);
    for (let count = 0; count < 105; count += 1) await say('after it');
    stage.pass(LONG_MS);
    expect(await post(stage, { ...delivery, attempts: 2 })).toStrictEqual(first);
    expect(stage.messages()).toHaveLength(211);
  });

  test('while one that was never posted is posted, though its card names the job too', async () => {
    const stage = await messengerStage();
    const delivery = deliveryTo(stage.channelId, stage.now());
    const card = await restTo(stage.discord).post(Routes.channelMessages(stage.channelId), {
      body: { content: '-# image: done · job 9c0d1e' },
    });
    stage.pass(LONG_MS);
    const wishes = { cardMessageId: (card as { id: string }).id };
    expect(await post(stage, { ...delivery, attempts: 2 }, wishes)).toMatchObject({ outcome: 'posted' });
    expect(stage.messages()).toHaveLength(2);
  });

  test('and is not looked for at the first try', async () => {
    const stage = await messengerStage();
    const delivery = deliveryTo(stage.channelId, stage.now());
    await post(stage, delivery);
    await post(stage, deliveryTo(stage.channelId, stage.now() - LONG_MS));
    expect(stage.discord.calls().filter(({ method }) => method === 'GET')).toHaveLength(0);
  });

  test('and a look that fails posts nothing', async () => {
    const stage = await messengerStage();
    const delivery = deliveryTo(stage.channelId, stage.now());
    stage.pass(LONG_MS);
    stage.discord.inject({ method: 'GET', path: /\/messages$/, fault: 'status', status: 503, times: 4 });
    expect(await post(stage, { ...delivery, attempts: 2 })).toMatchObject({ outcome: 'later' });
    expect(stage.messages()).toHaveLength(0);
  });
});

describe('a channel that closes after the message came through, which nobody told us', () => {
  async function stage() {
    const stage = await messengerStage();
    const delivery = deliveryTo(stage.channelId, stage.now());
    stage.discord.inject({ ...CREATE, fault: 'hang_up', times: 1 });
    expect(await post(stage, delivery)).toMatchObject({ outcome: 'later' });
    return { ...stage, again: () => post(stage, { ...delivery, attempts: 2 }) };
  }

  test('still shows it, so no other place is tried', async () => {
    const { again, messages, discord, channelId } = await stage();
    discord.denyBot(channelId, PermissionFlagsBits.SendMessages);
    expect(await again()).toStrictEqual({ outcome: 'posted', messageId: messages()[0]?.id });
  });

  test('is looked into later when Discord is down at that moment', async () => {
    const { again, discord, channelId } = await stage();
    discord.denyBot(channelId, PermissionFlagsBits.SendMessages);
    discord.inject({ method: 'GET', path: /\/messages$/, fault: 'status', status: 503, times: 2 });
    expect(await again()).toMatchObject({ outcome: 'later' });
  });

  test('is passed when it cannot be seen any more: a second message elsewhere is a smaller harm than none', async () => {
    const { again, discord, channelId } = await stage();
    discord.denyBot(channelId, PermissionFlagsBits.ViewChannel);
    expect(await again()).toMatchObject({ outcome: 'impossible' });
  });
});

describe('a post that does not succeed', () => {
  test('because Discord is down is to be tried later', async () => {
    const stage = await messengerStage();
    stage.discord.inject({ ...CREATE, fault: 'status', status: 503, times: 10 });
    expect(await post(stage, deliveryTo(stage.channelId))).toMatchObject({ outcome: 'later' });
    expect(stage.messages()).toHaveLength(0);
  });

  test('because nothing listens there is to be tried later', async () => {
    const { messenger, discord, channelId } = await messengerStage({ apiUrl: `http://127.0.0.1:${await freePort()}` });
    const failure = { reason: 'expired' } as const;
    const posting = await messenger.post(deliveryTo(channelId), { shows: 'failure', job: jobAt(discord), failure });
    expect(posting).toMatchObject({ outcome: 'later', detail: expect.stringContaining('ECONNREFUSED') });
  });

  test('because Discord asks to wait, waits and succeeds', async () => {
    const stage = await messengerStage();
    stage.discord.inject({ ...CREATE, fault: 'rate_limit', retryAfterMs: 20, times: 1 });
    expect(await post(stage, deliveryTo(stage.channelId))).toMatchObject({ outcome: 'posted' });
    expect(stage.messages()).toHaveLength(1);
  });

  test('because the bot may not write there never will', async () => {
    const stage = await messengerStage();
    const posting = await post(stage, deliveryTo(stage.discord.channels.readOnly.id));
    expect(posting).toMatchObject({ outcome: 'impossible', detail: expect.stringContaining('50013') });
  });

  test('because the channel is gone never will', async () => {
    const stage = await messengerStage();
    const posting = await post(stage, deliveryTo('1180000000000009999'));
    expect(posting).toMatchObject({ outcome: 'impossible', detail: expect.stringContaining('10003') });
  });

  test('because the token is refused is to be tried later: whoever runs the bot can mend that', async () => {
    const stage = await messengerStage();
    stage.discord.inject({ ...CREATE, fault: 'status', status: 401, times: 1 });
    expect(await post(stage, deliveryTo(stage.channelId))).toMatchObject({ outcome: 'later' });
  });
});

test('a message that may not reply to its card stands alone instead', async () => {
  const stage = await messengerStage();
  const { discord, channelId } = stage;
  const card = await restTo(discord).post(Routes.channelMessages(channelId), { body: { content: 'the card' } });
  discord.denyBot(channelId, PermissionFlagsBits.ReadMessageHistory);
  const posting = await post(stage, deliveryTo(channelId), { cardMessageId: (card as { id: string }).id });
  expect(posting).toMatchObject({ outcome: 'posted' });
  expect(stage.messages().at(-1)?.attachments).toHaveLength(1);
  expect(stage.messages().at(-1)).not.toHaveProperty('message_reference');
});

import { expect, test } from 'vitest';
import { askedStage } from './support/asked-stage.ts';
import { runningJob } from './support/jobs.ts';
import { callsTo } from './support/pretend.ts';

async function stage() {
  const asked = await askedStage();
  const { origin, createdAt, cardMessageId } = asked.jobHere();
  const running = { ...runningJob(), origin, createdAt, ...(cardMessageId !== undefined && { cardMessageId }) };
  return { ...asked, running, title: () => asked.messages()[0]?.embeds[0]?.title };
}

test('a card is brought up to date through its interaction, which needs no permission and does not count', async () => {
  const { messenger, running, discord, channelId, title } = await stage();
  discord.denyBot(channelId, 0xffff_ffff_ffffn);
  await messenger.refreshCard(running);
  expect(title()).toBe('Being made');
  expect(callsTo(discord, '/channels/')).toStrictEqual([]);
});

test('a card is brought up to date through its channel once its interaction is over', async () => {
  const { messenger, running, discord, pass, title } = await stage();
  pass(15 * 60_000);
  await messenger.refreshCard(running);
  expect(title()).toBe('Being made');
  expect(callsTo(discord, '/channels/')).toStrictEqual(['PATCH 200']);
});

test('a card is brought up to date through its channel when its interaction does not take it', async () => {
  const { messenger, running, discord, title } = await stage();
  discord.inject({ method: 'PATCH', path: /^\/webhooks/, fault: 'status', status: 500, times: 1 });
  await messenger.refreshCard(running);
  expect(title()).toBe('Being made');
});

test('a card leads to its message only where that is told', async () => {
  const { messenger, jobHere, messages } = await stage();
  await messenger.refreshCard(jobHere(), { failed: false });
  expect(messages()[0]?.content).not.toContain('https://');
  await messenger.refreshCard(jobHere(), { failed: false, messageId: '1180000000000000999' });
  expect(messages()[0]?.content).toContain('/1180000000000000999)');
});

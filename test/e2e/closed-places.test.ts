import { expect, test } from 'vitest';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { endOf, endsOf, imagine } from '#test/support/member.ts';
import { startSandbox } from '#test/support/sandbox.ts';

/** A job that is running while its channel is closed to the bot. */
async function askThenClose(sandbox: Sandbox, to: 'sending' | 'seeing') {
  const { discord, modelslab } = sandbox;
  modelslab.plan({ hold: true });
  const card = await imagine(sandbox, { prompt: 'knock, knock' });
  const job = await modelslab.waitForJob(({ state }) => state === 'processing');
  await discord.waitForMessage(({ id, embeds }) => id === card.id && embeds[0]?.title?.includes('made') === true);
  discord.closeChannel(card.channel_id, to);
  return { card, finish: () => modelslab.act(job.id, 'finish') };
}

const followUps = ({ discord }: Sandbox): number =>
  discord
    .calls()
    .filter(({ method, path, status }) => method === 'POST' && /^\/webhooks\/\d+\/[^/]+$/.test(path) && status === 200)
    .length;

/** The pretend Discord's clock, to let interactions grow old. */
function createTravelledClock() {
  let aheadMs = 0;
  return {
    now: () => Date.now() + aheadMs,
    after: (delayMs: number, wake: () => void) => {
      const timer = setTimeout(wake, delayMs);
      return () => clearTimeout(timer);
    },
    travel: (byMs: number) => {
      aheadMs += byMs;
    },
  };
}

test.each(['sending', 'seeing'] as const)(
  'a result whose channel was closed to %s meanwhile comes as an answer to the interaction, once',
  async (to) => {
    const sandbox = await startSandbox();
    const { card, finish } = await askThenClose(sandbox, to);
    await finish();
    const result = await endOf(sandbox, card);
    expect(result.channel_id).toBe(card.channel_id);
    expect(result.attachments).toHaveLength(1);
    await sandbox.bot.waitForLog(({ fields }) => fields.msg === 'delivered');
    expect(followUps(sandbox)).toBe(1);
    expect(endsOf(sandbox, card)).toHaveLength(1);
  },
);

test('when the interaction is too old as well, the result comes by direct message, and says to the requester what it is', async () => {
  const clock = createTravelledClock();
  const sandbox = await startSandbox({ discord: { clock } });
  const { discord } = sandbox;
  const { card, finish } = await askThenClose(sandbox, 'sending');
  clock.travel(20 * 60_000);
  await finish();
  const direct = discord.dmOf(discord.people.ada.id);
  const result = await discord.waitForMessage(
    ({ channel_id: id, attachments }) => id === direct.id && attachments.length === 1,
  );
  expect(result.content).toContain('knock, knock');
  expect(endsOf(sandbox, card)).toHaveLength(0);
});

test('when nobody can be told, the job is given up loudly and the bot goes on', async () => {
  const clock = createTravelledClock();
  const sandbox = await startSandbox({ discord: { clock } });
  const { discord, modelslab } = sandbox;
  const { finish } = await askThenClose(sandbox, 'sending');
  discord.closeChannel(discord.dmOf(discord.people.ada.id).id);
  clock.travel(20 * 60_000);
  await finish();
  await sandbox.bot.waitForLog(({ text }) => text.includes('undeliverable'));

  modelslab.plan({});
  const { bruno } = discord.people;
  const elsewhere = await imagine(sandbox, { by: bruno, channel: discord.channels.gallery, prompt: 'an open house' });
  expect((await endOf(sandbox, elsewhere)).attachments).toHaveLength(1);
});

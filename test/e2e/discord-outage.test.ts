import { expect, test } from 'vitest';
import type { MessageView, Outage } from '#sandbox/page/protocol.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { endOf, endsOf, imagine } from '#test/support/member.ts';
import { startSandbox } from '#test/support/sandbox.ts';

const JOBS = 4;

/** Asks for jobs that their service holds; answers their cards and the service's ids in the same order. */
async function askForSome(sandbox: Sandbox) {
  sandbox.modelslab.plan({ hold: true });
  const held: { card: MessageView; id: string }[] = [];
  for (let number = 0; number < JOBS; number += 1) {
    const prompt = `number ${number}`;
    const card = await imagine(sandbox, { prompt });
    const { id } = await sandbox.modelslab.waitForJob((job) => job.prompt === prompt);
    await sandbox.discord.waitForMessage(
      (message) => message.id === card.id && JSON.stringify(message).includes('made'),
    );
    held.push({ card, id });
  }
  return held;
}

/** Ends the jobs one after the other; the first message is known to be held before the next job ends. */
async function finishInVain({ bot, modelslab }: Sandbox, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await modelslab.act(id, 'finish');
    await bot.waitForLog(({ fields }) => fields.msg === 'message not posted yet', 45_000);
  }
}

const OUTAGES: readonly Outage[] = ['refuses', 'unavailable', 'lose_answer'];

test.each(OUTAGES)(
  'results wait through an outage of Discord (%s) and are posted in the order in which their jobs ended, once',
  { timeout: 180_000 },
  async (outage) => {
    const sandbox = await startSandbox();
    const held = await askForSome(sandbox);
    sandbox.discord.outage(outage);
    await finishInVain(
      sandbox,
      held.toReversed().map(({ id }) => id),
    );
    sandbox.discord.outage('no');

    const ends = await Promise.all(held.map(({ card }) => endOf(sandbox, card)));
    for (const { card } of held) expect(endsOf(sandbox, card)).toHaveLength(1);
    // Then they are in the channel already, and only the answers are missing.
    if (outage === 'lose_answer') return;
    const posted = ends.toSorted((one, other) => (BigInt(one.id) < BigInt(other.id) ? -1 : 1));
    expect(posted.map(({ id }) => id)).toEqual(ends.toReversed().map(({ id }) => id));
  },
);

test('what an outage held back is posted once after a restart in the middle of it', { timeout: 180_000 }, async () => {
  const sandbox = await startSandbox();
  const held = await askForSome(sandbox);
  sandbox.discord.outage('lose_answer');
  for (const { id } of held) await sandbox.modelslab.act(id, 'finish');
  await sandbox.discord.waitForMessage(({ attachments }) => attachments.length > 0);
  await sandbox.bot.kill();
  sandbox.discord.outage('no');
  await sandbox.bot.start();

  for (const { card } of held) await endOf(sandbox, card);
  // The card shrinks when its delivery is marked: nothing more is coming then.
  for (const { card } of held)
    await sandbox.discord.waitForMessage(({ id, components }) => id === card.id && components?.length === 0, 60_000);
  for (const { card } of held) expect(endsOf(sandbox, card)).toHaveLength(1);
});

import { expect, test } from 'vitest';
import { endOf, endsOf, imagine } from '#test/support/member.ts';
import { startSandbox } from '#test/support/sandbox.ts';

test.each(['close', 'reconnect'] as const)(
  'what is asked while the gateway connection is lost (%s) is heard after it resumes, and makes one job each',
  async (how) => {
    const sandbox = await startSandbox();
    const { discord, modelslab } = sandbox;
    const before = await imagine(sandbox, { prompt: 'before' });
    discord.dropGateway(how);
    const meanwhile = await imagine(sandbox, { prompt: 'meanwhile' });
    await discord.waitUntilOnline();
    const after = await imagine(sandbox, { prompt: 'after' });

    for (const card of [before, meanwhile, after]) {
      expect((await endOf(sandbox, card)).attachments).toHaveLength(1);
      expect(endsOf(sandbox, card)).toHaveLength(1);
    }
    expect(
      modelslab
        .submits()
        .map(({ prompt }) => prompt)
        .toSorted(),
    ).toEqual(['after', 'before', 'meanwhile']);
  },
);

test('a session that cannot be resumed is begun anew, and jobs go on', async () => {
  const sandbox = await startSandbox();
  const { discord, modelslab } = sandbox;
  modelslab.plan({ hold: true, times: 1 });
  const card = await imagine(sandbox, { prompt: 'all through it' });
  const job = await modelslab.waitForJob(({ state }) => state === 'processing');
  discord.dropGateway('invalid_session');
  await modelslab.act(job.id, 'finish');
  expect((await endOf(sandbox, card)).attachments).toHaveLength(1);
  await discord.waitUntilOnline();
  expect((await endOf(sandbox, await imagine(sandbox, { prompt: 'a new day' }))).attachments).toHaveLength(1);
  expect(modelslab.submits()).toHaveLength(2);
});

test('interactions that Discord delivers twice around a resume make one job each', async () => {
  const sandbox = await startSandbox();
  const { discord, modelslab } = sandbox;
  discord.sendTwice(2);
  discord.dropGateway('close');
  const cards = [await imagine(sandbox, { prompt: 'one' }), await imagine(sandbox, { prompt: 'two' })];
  for (const card of cards) await endOf(sandbox, card);
  for (const card of cards) expect(endsOf(sandbox, card)).toHaveLength(1);
  expect(modelslab.submits()).toHaveLength(2);
});

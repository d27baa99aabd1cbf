import { expect, test } from 'vitest';
import { endOf, endsOf, imagine } from '#test/support/member.ts';
import { startSandbox } from '#test/support/sandbox.ts';

test('a job that finishes while the bot is down comes home after the start, once', async () => {
  const sandbox = await startSandbox();
  sandbox.modelslab.plan({ hold: true });
  const card = await imagine(sandbox, { prompt: 'while you were out' });
  const job = await sandbox.modelslab.waitForJob(({ state }) => state === 'processing');
  await sandbox.discord.waitForMessage(
    ({ id, embeds }) => id === card.id && embeds[0]?.title?.includes('made') === true,
  );

  await sandbox.bot.kill();
  await sandbox.modelslab.act(job.id, 'finish');
  expect(sandbox.modelslab.jobs()[0]?.callbackStatuses).toEqual([0]);
  await sandbox.bot.start();

  const result = await endOf(sandbox, card);
  expect(result.attachments).toHaveLength(1);
  expect(sandbox.modelslab.submits()).toHaveLength(1);
});

test('jobs that wait in the queue when the bot is killed are submitted after the start', async () => {
  const sandbox = await startSandbox({ env: { MODELSLAB_MAX_CONCURRENCY: '1' } });
  sandbox.modelslab.plan({ hold: true, times: 1 });
  const first = await imagine(sandbox, { prompt: 'first' });
  const second = await imagine(sandbox, { prompt: 'second' });
  const job = await sandbox.modelslab.waitForJob(({ prompt }) => prompt === 'first');

  await sandbox.bot.kill();
  await sandbox.bot.start();
  await sandbox.ready();
  await sandbox.modelslab.act(job.id, 'finish');

  await endOf(sandbox, first);
  await endOf(sandbox, second);
  expect(sandbox.modelslab.submits().map(({ prompt }) => prompt)).toEqual(['first', 'second']);
});

test.each(['hang', 'reset', 'bad_gateway'] as const)(
  'a submit whose answer is lost (%s) is not sent again, not even after a restart, and its callback settles the job',
  async (submit) => {
    const sandbox = await startSandbox();
    sandbox.modelslab.plan({ submit, hold: true });
    const card = await imagine(sandbox, { prompt: 'who knows' });
    const job = await sandbox.modelslab.waitForJob(({ state }) => state === 'processing');

    await sandbox.bot.kill();
    await sandbox.bot.start();
    await sandbox.ready();
    await sandbox.modelslab.act(job.id, 'finish');

    const result = await endOf(sandbox, card);
    expect(result.attachments).toHaveLength(1);
    expect(sandbox.modelslab.submits()).toHaveLength(1);
  },
);

test('a result whose post was not answered before a kill is in the channel once', async () => {
  const sandbox = await startSandbox();
  const { discord } = sandbox;
  discord.inject({ fault: 'lose_answer', method: 'POST', path: /^\/channels\/\d+\/messages$/, times: 4 });
  const card = await imagine(sandbox, { prompt: 'did you get that' });
  await endOf(sandbox, card);
  await sandbox.bot.kill();
  await sandbox.bot.start();
  await discord.waitForMessage(({ id, components }) => id === card.id && components?.length === 0);
  expect(endsOf(sandbox, card)).toHaveLength(1);
});

test('SIGTERM ends the bot with exit code 0 within ten seconds, with a job under way', async () => {
  const sandbox = await startSandbox();
  sandbox.modelslab.plan({ submit: 'hang' });
  await imagine(sandbox, { prompt: 'in the middle of it' });
  await sandbox.modelslab.waitForSubmits(1);
  const before = performance.now();
  const exit = await sandbox.bot.stop('SIGTERM');
  expect(exit).toEqual({ code: 0, signal: null });
  expect(performance.now() - before).toBeLessThan(10_000);
});

import { expect, test } from 'vitest';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { endOf, endsOf, imagine, say } from '#test/support/member.ts';
import { startSandbox } from '#test/support/sandbox.ts';

/** The workflows that the bot offers, once its catalogue has asked the services for them. */
async function offered({ discord }: Sandbox, provider: string): Promise<string[]> {
  const answer = await discord.autocomplete({
    personId: discord.people.ada.id,
    channelId: discord.channels.general.id,
    command: 'workflow run',
    options: [{ name: 'model', value: '' }],
    focused: 'model',
  });
  const choices = answer.answer === 'choices' ? answer.choices : [];
  return choices.map(({ value }) => String(value)).filter((value) => value.startsWith(provider));
}

test.each(['modelslab', 'eachlabs'] as const)(
  'a workflow of %s is found, run, and its result comes home',
  async (name) => {
    const sandbox = await startSandbox();
    await expect.poll(() => offered(sandbox, name), { timeout: 20_000 }).not.toHaveLength(0);
    const [model] = await offered(sandbox, name);
    const card = await imagine(sandbox, { command: 'workflow run', model, prompt: 'a bower in the snow' });
    const end = await endOf(sandbox, card);
    expect(end.attachments[0]?.content_type ?? end.content).toMatch(/^image\//);
    expect(endsOf(sandbox, card)).toHaveLength(1);
  },
);

test('the address for a workflow’s dashboard is shown to admins alone, and settles its run without a track id', async () => {
  const sandbox = await startSandbox({ modelslab: { generationMs: 600_000 } });
  const { discord, services } = sandbox;
  await expect.poll(() => offered(sandbox, 'modelslab'), { timeout: 20_000 }).not.toHaveLength(0);
  const [model] = await offered(sandbox, 'modelslab');
  const asked = { command: 'workflow webhook', model };
  expect(await say(sandbox, asked)).toMatchObject({
    ephemeral: true,
    message: { content: expect.not.stringContaining('http') },
  });

  const shown = await say(sandbox, { ...asked, by: discord.people.mira });
  if (shown.answer !== 'message') throw new Error('no answer');
  const url = /https?:\/\/[^\s`]+/.exec(shown.message.content)?.[0] ?? '';
  expect(url).toContain('/webhooks/modelslab/workflows/');

  const card = await imagine(sandbox, { command: 'workflow run', model, prompt: 'a bower in the snow' });
  const run = await services.modelslab.waitForJob(({ endpoint }) => endpoint.includes('workflow'));
  await discord.waitForMessage(({ id, embeds }) => id === card.id && embeds[0]?.title?.includes('made') === true);
  const failed = { event: 'workflow.completed', execution_id: Number(run.id), workflow_id: 'w', status: 'failed' };
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(failed) });
  expect([answer.status, await answer.json()]).toEqual([200, { received: true }]);
  expect((await endOf(sandbox, card)).content).toContain('could not be made');

  const forged = await fetch(`${url}x`, { method: 'POST', body: JSON.stringify(failed) });
  expect(forged.status).toBe(404);
});

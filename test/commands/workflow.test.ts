import { describe, expect, test } from 'vitest';
import { refusalOf, startBower } from '#test/interactions/support/bower.ts';

describe('/workflow run', () => {
  test('hands on the values as they are meant', async () => {
    const { run, discord, jobsOf } = await startBower();
    await run('workflow run', { model: 'wf-17', values: 'steps=20; id=007\ntext=a = b' });
    const [job] = await jobsOf(discord.people.ada);
    expect(job?.request.options).toStrictEqual({ values: { steps: 20, id: '007', text: 'a = b' } });
  });

  test('does without values and prompt', async () => {
    const { run, discord, jobsOf } = await startBower();
    await run('workflow run', { model: 'wf-17', values: '  ' });
    expect((await jobsOf(discord.people.ada))[0]?.request).toStrictEqual({
      use: 'workflow',
      model: 'modelslab/wf-17',
      options: {},
      inputs: [],
      nsfwAllowed: false,
    });
  });

  test.each(['twenty', '=20', `${'x'.repeat(101)}=1`])(
    'refuses values that have no name, and says how: %s',
    async (values) => {
      const { run, discord, jobsOf } = await startBower();
      const refusal = refusalOf(await run('workflow run', { model: 'wf-17', values }));
      expect(refusal).toContain('**values**: write them as `name=value`');
      expect(await jobsOf(discord.people.ada)).toStrictEqual([]);
    },
  );
});

describe('/workflow webhook', () => {
  const ADDRESS = 'https://bot.test/webhooks/modelslab/workflows/wf-17.token';

  test('tells the address to whoever may manage the server, and to nobody else', async () => {
    const { run, discord, publicMessages } = await startBower();
    const told = refusalOf(await run('workflow webhook', { model: 'wf-17' }, { as: discord.people.mira }));
    expect(told).toContain(`\`${ADDRESS}\``);
    expect(told).toContain('**Nest \\*builder\\***');
    expect(publicMessages()).toStrictEqual([]);
  });

  test('is refused to other members, though the command is shown to them', async () => {
    const { run, discord } = await startBower();
    const inPrivate = { channelId: discord.dmOf(discord.people.ada.id).id };
    for (const where of [{}, inPrivate]) {
      const refusal = refusalOf(await run('workflow webhook', { model: 'wf-17' }, where));
      expect(refusal).toBe('Only members who may manage this server can see this address.');
    }
  });

  test('knows only workflows', async () => {
    const { run, discord } = await startBower();
    const refusal = refusalOf(await run('workflow webhook', { model: 'flux' }, { as: discord.people.mira }));
    expect(refusal).toContain('No such workflow is known.');
  });

  test('says so where there is no address to enter', async () => {
    const { run, discord } = await startBower(() => ({ workflowWebhookUrl: () => undefined }));
    const refusal = refusalOf(await run('workflow webhook', { model: 'wf-17' }, { as: discord.people.mira }));
    expect(refusal).toContain('This workflow needs no address');
  });
});

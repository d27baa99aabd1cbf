import { expect, test } from 'vitest';
import { endOf, imagine, isTheServicesFile } from '#test/support/member.ts';
import { startSandbox } from '#test/support/sandbox.ts';

const JOBS = 50;

/** The same order in every run, and no order that anybody would have chosen. */
const shuffled = <T>(items: readonly T[]): T[] =>
  items
    .map((item, index) => ({ item, key: Math.imul(index + 1, 2_654_435_761) >>> 0 }))
    .toSorted((one, other) => one.key - other.key)
    .map(({ item }) => item);

test('fifty jobs of two members in two channels, finished in any order, each come home to their own', async () => {
  const sandbox = await startSandbox({
    env: { MODELSLAB_MAX_CONCURRENCY: String(JOBS) },
    modelslab: { queueLimit: JOBS },
    // The channels' own limit would make this a test of patience, and three seconds for all of them one of the machine.
    discord: { scale: { messagesPer5s: JOBS, interactionAnswerMs: 15_000 } },
  });
  const { discord, modelslab } = sandbox;
  const { ada, bruno } = discord.people;
  modelslab.plan({ hold: true });

  const asked = await Promise.all(
    Array.from({ length: JOBS }, async (_, index) => {
      const by = index % 2 ? ada : bruno;
      const channel = index % 3 ? discord.channels.general : discord.channels.gallery;
      const prompt = `picture number ${index}`;
      return { by, channel, prompt, card: await imagine(sandbox, { by, channel, prompt, aspect: '16:9' }) };
    }),
  );
  await modelslab.waitForSubmits(JOBS);
  await Promise.all(shuffled(modelslab.jobs()).map(({ id }) => modelslab.act(id, 'finish')));

  for (const { by, channel, prompt, card } of asked) {
    const result = await endOf(sandbox, card);
    const job = modelslab.jobs().find((each) => each.prompt === prompt);
    const [output] = modelslab.outputs(job?.id ?? '');
    expect(result.channel_id).toBe(channel.id);
    expect(result.mentions.map(({ id }) => id)).toEqual([by.id]);
    expect(isTheServicesFile(sandbox, result.attachments[0]?.url ?? '', output ?? '')).toBe(true);
  }
});

import { describe, expect, test } from 'vitest';
import { deliveryTo, jobAt, messengerStage } from './support/messenger-stage.ts';

const MIB = 1_048_576;
const publicUrl = 'https://bower.test';

async function stage({
  sizes,
  limitBytes = 10 * MIB,
  linked = true,
}: {
  sizes: readonly number[];
  limitBytes?: number;
  linked?: boolean;
}) {
  const stage = await messengerStage(linked ? { publicUrl } : {});
  const made = await Promise.all(sizes.map((bytes, position) => stage.artifact(position, bytes)));
  const artifacts = made.map(({ artifact }) => artifact);
  const job = jobAt(stage.discord, { limitBytes });
  const delivery = deliveryTo(stage.channelId, stage.now());
  return {
    ...stage,
    post: () => stage.messenger.post(delivery, { shows: 'result', job, artifacts }),
    names: () => stage.messages()[0]?.attachments.map(({ filename, size }) => `${filename} ${size}`),
    content: () => stage.messages()[0]?.content ?? '',
    uploads: () => stage.discord.calls().filter(({ method }) => method === 'POST'),
  };
}

describe('a file that is too large to attach', () => {
  test('comes in a smaller version, and says so, with a link to the original', async () => {
    const { post, shrinks, names, content } = await stage({ sizes: [1_000, 3 * MIB], limitBytes: 2 * MIB });
    shrinks(1, 1_500_000);
    expect(await post()).toMatchObject({ outcome: 'posted' });
    expect(names()).toStrictEqual(['bowerbird-9c0d1e-1.png 1000', 'bowerbird-9c0d1e-2.png 1500000']);
    expect(content()).toMatch(
      /Shrunk to fit, from 3\.0 MiB \(\[original\]\(https:\/\/bower\.test\/media\/1\.png\?until=\d+\)\)\./,
    );
    expect(content()).toMatch(/Links end <t:\d+:R>\./);
  });

  test('is linked where it cannot be made smaller', async () => {
    const { post, names, content } = await stage({ sizes: [3 * MIB], limitBytes: 2 * MIB });
    await post();
    expect(names()).toStrictEqual([]);
    expect(content()).toMatch(
      /Too large to attach here: 3\.0 MiB \(\[download\]\(https:\/\/bower\.test\/media\/0\.png\?until=\d+\)\); the limit is 2\.0 MiB\.\n/,
    );
  });

  test('is named where there is no link either', async () => {
    const { post, content } = await stage({ sizes: [3 * MIB], limitBytes: 2 * MIB, linked: false });
    await post();
    expect(content()).toContain('Too large to attach here: 3.0 MiB; the limit is 2.0 MiB. The bot has kept its copy.');
  });
});

describe('a file that Discord finds too large, whatever it told', () => {
  test('is tried in what everybody may attach', async () => {
    const { post, shrinks, names, content, uploads } = await stage({ sizes: [12 * MIB], limitBytes: 50 * MIB });
    shrinks(0, 9 * MIB);
    expect(await post()).toMatchObject({ outcome: 'posted' });
    expect(names()).toStrictEqual([`bowerbird-9c0d1e-1.png ${9 * MIB}`]);
    expect(content()).toContain('Shrunk to fit, from 12.0 MiB');
    expect(uploads().map(({ status }) => status)).toStrictEqual([413, 200]);
  });

  test('is linked when that is too large as well, and no limit is named, since none is known', async () => {
    const { post, discord, names, content, uploads } = await stage({ sizes: [3 * MIB], limitBytes: 50 * MIB });
    discord.inject({ method: 'POST', path: /\/messages$/, fault: 'status', status: 413, code: 40005, times: 1 });
    await post();
    expect(names()).toStrictEqual([]);
    expect(content()).toMatch(/Too large to attach here: 3\.0 MiB \(\[download\]\(\S+\)\)\.\n/);
    // What is the same under the lower limit is not sent again.
    expect(uploads().map(({ status }) => status)).toStrictEqual([413, 200]);
  });
});

test('the same delivery is composed in the same words, however often and however late', async () => {
  const bodies: string[] = [];
  const { post, pass, discord, messages, channelId, content } = await stage({ sizes: [3 * MIB], limitBytes: 2 * MIB });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await post();
    bodies.push(content().replace(/until=\d+/, (until) => until.slice(0, -3)));
    discord.deleteMessage(channelId, messages()[0]?.id ?? '');
    pass(10 * 60_000);
  }
  expect(new Set(bodies).size).toBe(1);
});

test('a store that fails at making it smaller holds up nothing', async () => {
  const { post, shrinks, content } = await stage({ sizes: [3 * MIB], limitBytes: 2 * MIB });
  shrinks(0, -1);
  expect(await post()).toMatchObject({ outcome: 'posted' });
  expect(content()).toContain('[download]');
});

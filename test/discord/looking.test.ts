import type { APIMessage } from 'discord.js';
import { DiscordAPIError, Routes, SnowflakeUtil } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { createFindPosted } from '#discord/find-posted.ts';
import { againButton } from '#discord/render/message-home.ts';
import { statusCard } from '#discord/render/status-card.ts';
import { createVirtualClock } from '#test/jobs/support/virtual-clock.ts';
import { JOB_ID, queuedJob, SHORT_ID, succeededJob, USER_ID } from './support/jobs.ts';
import { deliveryTo } from './support/messenger-stage.ts';

const ME = '1180000000000000100';
const CHANNEL = '1180000000000000301';
const job = succeededJob();
const WORDS = `<@${USER_ID}> your image is ready.\n> a bower\n-# flux · job ${SHORT_ID}`;
const button = JSON.parse(JSON.stringify(againButton(job, 'Again')));

type Wishes = { readonly author?: string; readonly content?: string; readonly components?: unknown[] };

/** A channel of these messages, oldest first, as Discord's REST shows it. */
function stage(messages: readonly Wishes[], { me = true }: { me?: boolean } = {}) {
  const clock = createVirtualClock();
  const delivery = { ...deliveryTo(CHANNEL, clock.now()), attempts: 2 };
  clock.advance(600_000);
  const there = messages.map(({ author = ME, content = 'something', components = [] }, at) => ({
    id: SnowflakeUtil.generate({ timestamp: delivery.createdAt + at * 10, increment: 0n }).toString(),
    author: { id: author, bot: true },
    content,
    components,
  }));
  const asked: string[] = [];
  const rest = {
    get: async (route: string, { query }: { query?: URLSearchParams } = {}): Promise<unknown> => {
      asked.push(route);
      if (route === Routes.user()) {
        if (me) return { id: ME };
        throw new DiscordAPIError({ code: 0, message: '404: Not Found' }, 0, 404, 'GET', route, {});
      }
      const after = BigInt(query?.get('after') ?? 0);
      return there
        .filter(({ id }) => BigInt(id) > after)
        .slice(0, 100)
        .toReversed() as unknown as APIMessage[];
    },
  };
  const findPosted = createFindPosted({ rest: rest as Parameters<typeof createFindPosted>[0]['rest'] });
  return { find: () => findPosted(delivery, job, CHANNEL), ids: there.map(({ id }) => id), asked };
}

describe('a message that an earlier try has posted is recognised', () => {
  test('by the whole id of its job in its button, whatever it says', async () => {
    const { find, ids } = stage([{}, { content: 'other words', components: [button] }, {}]);
    expect(await find()).toBe(ids[1]);
  });

  test('by its words once the button was pressed and is gone', async () => {
    const { find, ids } = stage([{ content: WORDS }]);
    expect(await find()).toBe(ids[0]);
  });

  test('behind thousands of others', async () => {
    const many = Array.from({ length: 2_345 }, () => ({}));
    const { find, ids } = stage([...many, { components: [button] }]);
    expect(await find()).toBe(ids.at(-1));
  });

  test('though Discord does not tell who we are, by a button that only a bot can have', async () => {
    const { find, ids } = stage([{ author: '7', components: [button] }], { me: false });
    expect(await find()).toBe(ids[0]);
  });
});

describe('not taken for it is', () => {
  test.each([
    ['what somebody else’s bot wrote, with our button', { author: '7', components: [button] }],
    ['what somebody else’s bot wrote, in our words', { author: '7', content: WORDS }],
    ['the card', { components: JSON.parse(JSON.stringify(statusCard(queuedJob()).components)) }],
    ['the card that has shrunk', { content: statusCard(job).content ?? '' }],
    [
      'a prompt that names the job',
      { content: `<@${USER_ID}> your image is ready.\n> -# x · job ${SHORT_ID}\n-# flux · job 000000` },
    ],
    [
      'the message of another job that has the same last characters',
      {
        content: WORDS,
        components: [
          JSON.parse(JSON.stringify(againButton({ ...job, id: `01jd8k2x3v4w5y6z7a8z${SHORT_ID}` }, 'Again'))),
        ],
      },
    ],
  ])('%s', async (_name, message) => {
    expect(JOB_ID.endsWith(SHORT_ID)).toBe(true);
    expect(await stage([message]).find()).toBeUndefined();
  });
});

test('who we are is asked once', async () => {
  const { find, asked } = stage([{ components: [button] }]);
  await find();
  await find();
  expect(asked.filter((route) => route === Routes.user())).toHaveLength(1);
});

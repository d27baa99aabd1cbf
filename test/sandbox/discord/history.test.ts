import { PermissionFlagsBits } from 'discord.js';
import { expect, test } from 'vitest';
import type { PretendDiscord } from '#sandbox/discord/people.ts';
import { rest, startDiscord } from './bower.ts';

// resources/message, "Get Channel Messages" of Discord's documentation.

const LIMITLESS = { messagesPer5s: 1000, requestsPerSecond: 1000 };
const pathOf = (discord: PretendDiscord) => `/channels/${discord.channels.general.id}/messages`;

/** So many messages, `1` the oldest, and their ids. */
async function written(discord: PretendDiscord, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let n = 1; n <= count; n += 1)
    ids.push((await rest(discord, 'POST', pathOf(discord), { content: String(n) })).body.id);
  return ids;
}

async function read(discord: PretendDiscord, query: string): Promise<readonly number[]> {
  const { body } = await rest(discord, 'GET', `${pathOf(discord)}?${query}`);
  return body.map((message: { content: string }) => Number(message.content));
}

const countdown = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, at) => from - at);

test('a page is newest first: fifty unless told, a hundred at most', async () => {
  await using discord = await startDiscord({ scale: LIMITLESS });
  await written(discord, 120);
  expect(await read(discord, '')).toStrictEqual(countdown(120, 71));
  expect(await read(discord, 'limit=100')).toStrictEqual(countdown(120, 21));
  for (const limit of [0, 101])
    expect(await rest(discord, 'GET', `${pathOf(discord)}?limit=${limit}`)).toMatchObject({
      status: 400,
      body: { code: 50_035, errors: { limit: {} } },
    });
});

test('after an id come those that follow it next, so that page by page nothing is left out', async () => {
  await using discord = await startDiscord({ scale: LIMITLESS });
  const ids = await written(discord, 25);
  expect(await read(discord, `after=${ids[4]}&limit=10`)).toStrictEqual(countdown(15, 6));
  expect(await read(discord, `after=${ids[14]}&limit=10`)).toStrictEqual(countdown(25, 16));
  expect(await read(discord, `after=${ids[24]}&limit=10`)).toStrictEqual([]);
  // An id that no message has, such as one made of a time, does as well.
  expect(await read(discord, `after=${BigInt(ids[4] ?? 0) - 1n}&limit=2`)).toStrictEqual([6, 5]);
});

test('before an id come those that stand last before it; around it both', async () => {
  await using discord = await startDiscord({ scale: LIMITLESS });
  const ids = await written(discord, 25);
  expect(await read(discord, `before=${ids[20]}&limit=5`)).toStrictEqual(countdown(20, 16));
  expect(await read(discord, `before=${ids[0]}`)).toStrictEqual([]);
  expect(await read(discord, `around=${ids[10]}&limit=4`)).toStrictEqual(countdown(13, 10));
});

test('an edited message keeps its place', async () => {
  await using discord = await startDiscord({ scale: LIMITLESS });
  const ids = await written(discord, 3);
  await rest(discord, 'PATCH', `${pathOf(discord)}/${ids[0]}`, { content: '10' });
  expect(await read(discord, '')).toStrictEqual([3, 2, 10]);
});

test('without the permission to read the history the page is empty; what cannot be seen is refused with 50001', async () => {
  await using discord = await startDiscord();
  await written(discord, 2);
  discord.denyBot(discord.channels.general.id, PermissionFlagsBits.ReadMessageHistory);
  expect(await read(discord, '')).toStrictEqual([]);
  discord.closeChannel(discord.channels.general.id, 'seeing');
  expect(await rest(discord, 'GET', pathOf(discord))).toMatchObject({ status: 403, body: { code: 50_001 } });
});

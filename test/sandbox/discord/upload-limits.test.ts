import { expect, test } from 'vitest';
import { inGeneral, register, rest, startBot, startDiscord } from './bower.ts';

/** Machines may be slow and shared. */
const SOON = { timeout: 15_000 };

// reference, "Uploading Files", and interactions: `attachment_size_limit`.

const MIB = 1_048_576;

function file(bytes: number): FormData {
  const data = new FormData();
  data.set('files[0]', new Blob([new Uint8Array(bytes)]), 'file.bin');
  return data;
}

test('the server’s limit holds for what the bot posts there, both ways, and not in direct messages', async () => {
  await using discord = await startDiscord();
  const post = (channelId: string, bytes: number) =>
    rest(discord, 'POST', `/channels/${channelId}/messages`, file(bytes));
  const { general } = discord.channels;
  const dm = discord.dmOf(discord.people.ada.id);
  discord.limitServerUploads(2 * MIB);
  expect((await post(general.id, 2 * MIB)).status).toBe(200);
  expect(await post(general.id, 2 * MIB + 1)).toMatchObject({ status: 413, body: { code: 40_005 } });
  discord.limitServerUploads(50 * MIB);
  expect((await post(general.id, 30 * MIB)).status).toBe(200);
  expect((await post(dm.id, 10 * MIB + 1)).status).toBe(413);
  expect((await rest(discord, 'GET', `/guilds/${discord.guild.id}`)).body).toMatchObject({ premium_tier: 2 });
});

test('an interaction tells the larger of the server’s and the person’s limit, and its answers are held to it', async () => {
  await using discord = await startDiscord();
  const told: number[] = [];
  const paths: string[] = [];
  await using bot = await startBot(discord, async (i) => {
    if (!i.isCommand()) return;
    told.push(i.attachmentSizeLimit);
    await i.reply('ok');
    paths.push(`/webhooks/${discord.bot.id}/${i.token}`);
  });
  await register(bot.client, [{ name: 'go', description: 'Goes' }]);
  const { ada, bruno } = discord.people;
  discord.limitServerUploads(MIB);
  discord.limitPersonUploads(ada.id, 3 * MIB);
  for (const { id: personId } of [ada, bruno])
    await discord.runCommand({ ...inGeneral(discord), personId, command: 'go', options: [] });
  expect(told).toStrictEqual([3 * MIB, MIB]);
  await expect.poll(() => paths, SOON).toHaveLength(2);
  const answer = (path: string | undefined, bytes: number) => rest(discord, 'POST', String(path), file(bytes));
  expect((await answer(paths[0], 3 * MIB)).status).toBe(200);
  expect(await answer(paths[0], 3 * MIB + 1)).toMatchObject({ status: 413, body: { code: 40_005 } });
  expect((await answer(paths[1], 2 * MIB)).status).toBe(413);
  // What the person may does not help the bot where it posts by itself.
  const post = await rest(discord, 'POST', `/channels/${discord.channels.general.id}/messages`, file(2 * MIB));
  expect(post.status).toBe(413);
});

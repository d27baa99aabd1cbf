import { expect, test } from 'vitest';
import type { PretendDiscord } from '#sandbox/discord/people.ts';
import { rest, startDiscord } from './bower.ts';

const ADA = '1180000000000000201';
const job = (end: string) => `01k0000000000000000000${end}`.slice(-26).padStart(26, '0');

const post = (discord: PretendDiscord, body: object, channelId = discord.channels.general.id) =>
  rest(discord, 'POST', `/channels/${channelId}/messages`, body);

const result = (short: string, more: object = {}) => ({
  content: `<@${ADA}> your image is ready.\n-# job ${short}`,
  ...more,
});

test('a job’s results are counted by its id, wherever they came: in the channel, or in a direct message', async () => {
  await using discord = await startDiscord();
  const id = job('00abc1');
  expect(discord.results.of(id)).toBe(0);
  await post(discord, result('00abc1'));
  expect([discord.results.of(id), discord.results.of('00abc1')]).toStrictEqual([1, 1]);
  await post(discord, result('00abc1'), discord.dmOf(ADA).id);
  expect(discord.results.of(id)).toBe(2);
});

test('cards, lists and answers that only name a job are no results; an edit or a deletion changes no count', async () => {
  await using discord = await startDiscord();
  await post(discord, { content: '', embeds: [{ title: 'Being made', footer: { text: 'job 00abc1' } }] });
  await post(discord, { content: '-# Image: done · job 00abc1' });
  expect(discord.results.of('00abc1')).toBe(0);
  const { body } = await post(discord, result('00abc1'));
  const path = `/channels/${discord.channels.general.id}/messages/${body.id}`;
  await rest(discord, 'PATCH', path, { content: `${body.content} ` });
  discord.deleteMessage(discord.channels.general.id, body.id);
  expect(discord.results.of('00abc1')).toBe(1);
});

test('a card that becomes the result, with its files or speaking to the asker, counts from then on', async () => {
  await using discord = await startDiscord();
  const { body } = await post(discord, { content: '-# Image: next in the queue · job 00abc1' });
  expect(discord.results.of('00abc1')).toBe(0);
  const path = `/channels/${discord.channels.general.id}/messages/${body.id}`;
  await rest(discord, 'PATCH', path, result('00abc1'));
  expect(discord.results.of('00abc1')).toBe(1);
});

test('the button of a failure tells its job too, and the small print counts, not what a prompt says', async () => {
  await using discord = await startDiscord();
  const button = { type: 2, style: 1, label: 'Retry', custom_id: `bb1:retry:${job('00abc2')}` };
  await post(discord, { content: `<@${ADA}> it could not be made.`, components: [{ type: 1, components: [button] }] });
  await post(discord, { content: `<@${ADA}> ready.\n> a sign that says job 00abc9\n-# job 00abc3` });
  expect(['00abc2', '00abc3', '00abc9'].map(discord.results.of)).toStrictEqual([1, 1, 0]);
});

test('of many jobs it tells which were lost and which came twice, also where two share a short id', async () => {
  await using discord = await startDiscord({ scale: { messagesPer5s: 100 } });
  for (const short of ['00aaa1', '00aaa2', '00aaa2', '00aaa4', '00aaa5', '00aaa5']) await post(discord, result(short));
  const namesakes = (short: string) => [`a${job(short).slice(1)}`, `b${job(short).slice(1)}`];
  const [four = '', fourToo = ''] = namesakes('00aaa4');
  const ids = [job('00aaa1'), job('00aaa2'), job('00aaa3'), four, fourToo, ...namesakes('00aaa5')];
  expect(discord.results.judge(ids)).toStrictEqual({ lost: [job('00aaa3'), fourToo], doubled: [job('00aaa2')] });
});

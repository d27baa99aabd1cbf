import { AttachmentBuilder } from 'discord.js';
import { expect, test } from 'vitest';
import type { PretendDiscord } from '#sandbox/discord/people.ts';
import { rest, startBot, startDiscord } from './bower.ts';

/** The smallest picture that there is, 1 × 1. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const LIMIT_BYTES = 10_485_760;

async function send(discord: PretendDiscord, files: AttachmentBuilder[]) {
  await using bot = await startBot(discord);
  const channel = await bot.client.channels.fetch(discord.channels.general.id);
  if (!channel?.isSendable()) throw new Error('nothing can be sent there');
  return await channel.send({ files });
}

test('a posted file comes back byte for byte, with its type and a picture with its size', async () => {
  await using discord = await startDiscord();
  const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, at) => (at * 7) % 256));
  await send(discord, [
    new AttachmentBuilder(bytes, { name: 'a b.bin', description: 'noise' }),
    new AttachmentBuilder(PNG, { name: 'dot.png' }),
  ]);
  const [message] = discord.messages(discord.channels.general.id);
  expect(message?.attachments).toMatchObject([
    { filename: 'a_b.bin', size: 100_000, description: 'noise', content_type: 'application/octet-stream' },
    { filename: 'dot.png', width: 1, height: 1, content_type: 'image/png' },
  ]);
  const url = message?.attachments[0]?.url ?? '';
  const fetched = await fetch(url);
  expect(Buffer.from(await fetched.arrayBuffer()).equals(bytes)).toBe(true);
  expect(Buffer.from(discord.attachment(url) ?? []).equals(bytes)).toBe(true);
});

test('part of a file is served on demand, as players ask for it', async () => {
  await using discord = await startDiscord();
  await send(discord, [new AttachmentBuilder(Buffer.from('0123456789'), { name: 'x.mp4' })]);
  const url = discord.messages(discord.channels.general.id)[0]?.attachments[0]?.url ?? '';
  const part = await fetch(url, { headers: { range: 'bytes=2-4' } });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe('bytes 2-4/10');
  expect(part.headers.get('content-type')).toBe('video/mp4');
  expect(await part.text()).toBe('234');
  expect((await fetch(url, { headers: { range: 'bytes=20-' } })).status).toBe(416);
});

test('a file of 10 MiB is taken, one byte more is refused with 40005', async () => {
  await using discord = await startDiscord();
  await send(discord, [new AttachmentBuilder(Buffer.alloc(LIMIT_BYTES), { name: 'x.bin' })]);
  const larger = send(discord, [new AttachmentBuilder(Buffer.alloc(LIMIT_BYTES + 1), { name: 'x.bin' })]);
  await expect(larger).rejects.toMatchObject({ status: 413, code: 40005 });
  expect(discord.messages(discord.channels.general.id)).toHaveLength(1);
});

test('more than 25 MiB in one request are refused, whatever the files', async () => {
  await using discord = await startDiscord();
  const files = [1, 2, 3].map((n) => new AttachmentBuilder(Buffer.alloc(9_000_000), { name: `${n}.bin` }));
  await expect(send(discord, files)).rejects.toMatchObject({ status: 413, code: 40005 });
});

test('an eleventh file is refused with 30015', async () => {
  await using discord = await startDiscord();
  const files = Array.from({ length: 11 }, () => new AttachmentBuilder(PNG, { name: 'dot.png' }));
  await expect(send(discord, files)).rejects.toMatchObject({ status: 400, code: 30015 });
});

test('an edit keeps the attachments that it lists and adds those that it brings', async () => {
  await using discord = await startDiscord();
  const { id, attachments } = await send(discord, [
    new AttachmentBuilder(PNG, { name: 'one.png' }),
    new AttachmentBuilder(PNG, { name: 'two.png' }),
  ]);
  const form = new FormData();
  const listed = [{ id: attachments.last()?.id }, { id: 0, filename: 'three.png' }];
  form.set('payload_json', JSON.stringify({ attachments: listed }));
  form.set('files[0]', new Blob([PNG], { type: 'image/png' }), 'three.png');
  const path = `/channels/${discord.channels.general.id}/messages/${id}`;
  const { body } = await rest(discord, 'PATCH', path, form);
  const names = (message: { attachments: { filename: string }[] }) =>
    message.attachments.map(({ filename }) => filename);
  expect(names(body)).toStrictEqual(['two.png', 'three.png']);
  expect(names((await rest(discord, 'PATCH', path, { content: 'x' })).body)).toStrictEqual(['two.png', 'three.png']);
  expect(names((await rest(discord, 'PATCH', path, { attachments: [] })).body)).toStrictEqual([]);
});

test('a picture that an embed shows leaves the list of attachments', async () => {
  await using discord = await startDiscord();
  const form = new FormData();
  form.set('payload_json', JSON.stringify({ embeds: [{ image: { url: 'attachment://dot.png' } }] }));
  form.set('files[0]', new Blob([PNG], { type: 'image/png' }), 'dot.png');
  const { body } = await rest(discord, 'POST', `/channels/${discord.channels.general.id}/messages`, form);
  expect(body.attachments).toStrictEqual([]);
  expect(discord.attachment(body.embeds[0].image.url)).toHaveLength(PNG.byteLength);
});

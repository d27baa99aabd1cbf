import { ApplicationCommandOptionType, AttachmentBuilder, MessageFlags } from 'discord.js';
import { expect, test } from 'vitest';
import type { PretendDiscord } from '#sandbox/discord/people.ts';
import { makeFilm, makeGif } from '#sandbox/media/film.ts';
import { drawAs } from '#sandbox/media/picture.ts';
import { inGeneral, register, rest, startBot, startDiscord } from './bower.ts';

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

const PICTURE = { prompt: 'a lake', seed: 1, width: 48, height: 32 } as const;

test.each([
  ['png', () => drawAs(PICTURE, 'png')],
  ['jpeg', () => drawAs(PICTURE, 'jpeg')],
  ['webp', () => drawAs(PICTURE, 'webp')],
  ['gif', () => makeGif({ ...PICTURE, width: 48, height: 32 })],
  ['mp4', () => makeFilm({ ...PICTURE, seconds: 1 })],
] as const)('a member’s %s has a type and a size, also where the browser told no type', async (format, make) => {
  await using discord = await startDiscord();
  const bytes = await make();
  const seen = Promise.withResolvers<unknown>();
  await using bot = await startBot(discord, (i) => {
    if (i.isChatInputCommand()) seen.resolve(i.options.getAttachment('file')?.toJSON());
  });
  const file = { name: 'file', description: 'x', type: ApplicationCommandOptionType.Attachment } as const;
  await register(bot.client, [{ name: 'go', description: 'x', options: [file] }]);
  const { id } = discord.upload({ name: `x.${format}`, contentType: '', bytes });
  const asked = discord.runCommand({ ...inGeneral(discord), command: 'go', options: [{ name: 'file', value: id }] });
  const large = format === 'gif' ? { width: 256, height: 170 } : { width: 48, height: 32 };
  const type = format === 'mp4' ? 'video/mp4' : `image/${format}`;
  expect(await seen.promise).toMatchObject({ contentType: type, ...large, ephemeral: true });
  void asked;
});

test('a subcommand takes attachments, and its answer can be put off, filled in, or taken back for a word in private', async () => {
  await using discord = await startDiscord();
  await using bot = await startBot(discord, async (i) => {
    if (!i.isChatInputCommand()) return;
    await i.deferReply();
    const { url } = i.options.getAttachment('picture', true);
    const bytes = await (await fetch(url)).arrayBuffer();
    if (i.options.getSubcommand() === 'show') return i.editReply(`${bytes.byteLength} bytes`);
    await i.deleteReply();
    return i.followUp({ content: 'not this one', flags: MessageFlags.Ephemeral });
  });
  const picture = {
    name: 'picture',
    description: 'x',
    type: ApplicationCommandOptionType.Attachment,
    required: true,
  } as const;
  const subcommand = (name: string) =>
    ({ name, description: 'x', type: ApplicationCommandOptionType.Subcommand, options: [picture] }) as const;
  await register(bot.client, [{ name: 'go', description: 'x', options: [subcommand('show'), subcommand('refuse')] }]);
  const { id } = discord.upload({ name: 'dot.png', contentType: 'image/png', bytes: PNG });
  const run = (command: string) =>
    discord.runCommand({ ...inGeneral(discord), command, options: [{ name: 'picture', value: id }] });

  expect(await run('go show')).toMatchObject({ answer: 'deferred' });
  const shown = await discord.waitForMessage(({ content }) => content === `${PNG.byteLength} bytes`);
  expect(await run('go refuse')).toMatchObject({ answer: 'deferred' });
  const refused = await discord.waitForMessage(({ content }) => content === 'not this one');
  expect(refused.visibleTo).toBe(discord.people.ada.id);
  expect(discord.messages(discord.channels.general.id).map((each) => each.id)).toStrictEqual([shown.id, refused.id]);
  expect(bot.faults).toStrictEqual([]);
});

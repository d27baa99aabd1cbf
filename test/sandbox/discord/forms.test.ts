import { expect, test } from 'vitest';
import { rest, startDiscord } from './bower.ts';

const button = (custom_id: string, more = {}) => ({ type: 2, style: 1, label: 'b', custom_id, ...more });
const row = (...components: object[]) => ({ type: 1, components });
const text = { type: 10, content: 'x' };
const V2 = 1 << 15;

const post = async (body: object) => {
  await using discord = await startDiscord();
  return await rest(discord, 'POST', `/channels/${discord.channels.general.id}/messages`, body);
};

test.each<[string, object, number]>([
  ['an empty message', {}, 50006],
  ['nothing but an empty embed list', { content: '', embeds: [] }, 50006],
  ['2001 characters', { content: 'x'.repeat(2001) }, 50035],
  ['an eleventh embed', { embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) }, 50035],
  ['an embed title of 257 characters', { embeds: [{ title: 'x'.repeat(257) }] }, 50035],
  [
    'embeds of 6001 characters together',
    { embeds: [{ description: 'x'.repeat(3001) }, { description: 'x'.repeat(3000) }] },
    50035,
  ],
  ['a nonce of 26 characters', { content: 'x', nonce: 'n'.repeat(26) }, 50035],
  ['a sixth row', { content: 'x', components: Array.from({ length: 6 }, (_, at) => row(button(`b${at}`))) }, 50035],
  [
    'a sixth button in a row',
    { content: 'x', components: [row(...Array.from({ length: 6 }, (_, at) => button(`b${at}`)))] },
    50035,
  ],
  ['an empty row', { content: 'x', components: [row()] }, 50035],
  ['a custom_id of 101 characters', { content: 'x', components: [row(button('x'.repeat(101)))] }, 50035],
  ['the same custom_id twice', { content: 'x', components: [row(button('b')), row(button('b'))] }, 50035],
  [
    'a button without label and emoji',
    { content: 'x', components: [row({ type: 2, style: 1, custom_id: 'b' })] },
    50035,
  ],
  [
    'a link button with a custom_id for its url',
    { content: 'x', components: [row({ ...button('b'), style: 5 })] },
    50035,
  ],
  ['a button beside a select', { content: 'x', components: [row(button('b'), { type: 5, custom_id: 's' })] }, 50035],
  ['a text display without its flag', { content: 'x', components: [text] }, 50035],
  ['content beside components of the second version', { content: 'x', components: [text], flags: V2 }, 50035],
  ['41 components', { components: Array.from({ length: 41 }, () => text), flags: V2 }, 50035],
  ['users parsed and listed at once', { content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } }, 50035],
])('%s is refused', async (_what, body, code) => {
  expect(await post(body)).toMatchObject({ status: 400, body: { code } });
});

test.each<[string, object]>([
  ['2000 characters', { content: 'x'.repeat(2000) }],
  ['a nonce of 25 characters', { content: 'x', nonce: 'n'.repeat(25) }],
  [
    'five rows of five buttons',
    {
      components: Array.from({ length: 5 }, (_, r) => row(...Array.from({ length: 5 }, (_, c) => button(`${r}${c}`)))),
    },
  ],
  ['40 components of the second version', { components: Array.from({ length: 40 }, () => text), flags: V2 }],
  [
    'nested components of the second version',
    { components: [{ type: 17, components: [text, row(button('b'))] }], flags: V2 },
  ],
])('%s is taken', async (_what, body) => {
  expect(await post(body)).toMatchObject({ status: 200 });
});

test('a refusal names the field at fault, as Discord does', async () => {
  const { body } = await post({ embeds: [{ title: 'ok' }, { title: 'x'.repeat(257) }] });
  expect(body).toStrictEqual({
    message: 'Invalid Form Body',
    code: 50035,
    errors: {
      embeds: {
        1: { title: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 256 or fewer in length.' }] } },
      },
    },
  });
});

test('components are numbered where the bot left that to Discord', async () => {
  const { body } = await post({ content: 'x', components: [row(button('a'), button('b', { id: 2 }))] });
  expect(body.components).toMatchObject([{ id: 1, components: [{ id: 3 }, { id: 2 }] }]);
});

import { describe, expect, test } from 'vitest';
import { refusalOf, startBower } from '#test/interactions/support/bower.ts';

const OTHER_GUILD = '200000000000000009';

/** Mira, who may manage the server, at her desk. */
async function atTheDesk() {
  const bower = await startBower();
  const { discord, bot, run } = bower;
  return {
    ...bower,
    admin: async (what: string, options: Parameters<typeof run>[1] = {}) =>
      refusalOf(await run(`admin fallback ${what}`, options, { as: discord.people.mira })),
    fallbacks: (guildId = discord.guild.id) => bot.fallbacks.list(guildId),
  };
}

describe('/admin fallback', () => {
  test('sets, lists and clears the second model of a kind, told to the admin alone', async () => {
    const { admin, fallbacks, publicMessages } = await atTheDesk();
    expect(await admin('list')).toContain('This server has no second models.');
    expect(await admin('set', { kind: 'image', model: 'apimart/gpt-image' })).toContain('**GPT Image**');
    expect(await fallbacks()).toStrictEqual([{ kind: 'image', model: 'apimart/gpt-image' }]);
    expect(await admin('list')).toBe('- image: gpt-image');

    expect(await admin('clear', { kind: 'image' })).toBe('There is no second model for image jobs any more.');
    expect(await admin('clear', { kind: 'image' })).toBe('There was no second model for image jobs.');
    expect(await fallbacks()).toStrictEqual([]);
    expect(publicMessages()).toStrictEqual([]);
  });

  test('keeps one model for each kind, the last one that was set', async () => {
    const { admin, fallbacks } = await atTheDesk();
    await admin('set', { kind: 'image', model: 'sdxl' });
    await admin('set', { kind: 'edit', model: 'cutter' });
    await admin('set', { kind: 'image', model: 'GPT Image' });
    expect((await fallbacks()).toSorted((one, other) => one.kind.localeCompare(other.kind))).toStrictEqual([
      { kind: 'edit', model: 'modelslab/cutter' },
      { kind: 'image', model: 'apimart/gpt-image' },
    ]);
  });

  test('touches no other server', async () => {
    const { admin, bot, fallbacks } = await atTheDesk();
    await bot.fallbacks.set({ guildId: OTHER_GUILD, kind: 'image', model: 'modelslab/flux' });
    expect(await admin('list')).toContain('no second models');
    await admin('set', { kind: 'image', model: 'sdxl' });
    await admin('clear', { kind: 'image' });
    expect(await fallbacks(OTHER_GUILD)).toStrictEqual([{ kind: 'image', model: 'modelslab/flux' }]);
  });

  test.each(['nobody', 'film'])('takes no model that does not make that kind: %s', async (model) => {
    const { admin, fallbacks } = await atTheDesk();
    expect(await admin('set', { kind: 'image', model })).toContain('No such model is offered for image jobs.');
    expect(await fallbacks()).toStrictEqual([]);
  });

  test('suggests the models of the kind, each once, whichever of its uses they serve', async () => {
    const { suggest, discord } = await atTheDesk();
    const mira = { as: discord.people.mira };
    const edits = await suggest('admin fallback set', 'model', '', { ...mira, beside: { kind: 'edit' } });
    const values = edits.answer === 'choices' ? edits.choices.map(({ value }) => value) : [];
    expect(values.toSorted()).toStrictEqual(['modelslab/cutter', 'modelslab/kontext', 'modelslab/super']);
    const audio = await suggest('admin fallback set', 'model', 'spea', { ...mira, beside: { kind: 'audio' } });
    expect(audio).toMatchObject({ choices: [{ value: 'modelslab/speaker' }] });
  });
});

describe('/admin is for whoever may manage the server', () => {
  test('and hidden from others', async () => {
    const { run } = await startBower();
    await expect(run('admin fallback list')).rejects.toThrow('they lack the permissions for it');
  });

  test.each([
    ['list', {}],
    ['set', { kind: 'image', model: 'sdxl' }],
    ['clear', { kind: 'image' }],
  ])('and refused to others where it is shown to them: %s', async (what, options) => {
    const { run, bot, discord } = await startBower(undefined, { shownToAll: true });
    await bot.fallbacks.set({ guildId: discord.guild.id, kind: 'image', model: 'modelslab/flux' });
    expect(refusalOf(await run(`admin fallback ${what}`, options))).toBe(
      'Only members who may manage this server can do this.',
    );
    expect(await bot.fallbacks.list(discord.guild.id)).toStrictEqual([{ kind: 'image', model: 'modelslab/flux' }]);
  });

  test('and not for direct messages', async () => {
    const { run, discord } = await startBower();
    const { mira } = discord.people;
    const there = { as: mira, channelId: discord.dmOf(mira.id).id };
    await expect(run('admin fallback list', {}, there)).rejects.toThrow('not made for such a channel');
  });
});

import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createFallbackStore } from '#storage/fallback-store.ts';
import { makePath, openAt } from './open-stores.ts';
import { GUILD } from './stories.ts';

const OTHER = '200000000000000009';

function openFallbacks(path = makePath()) {
  const database = openAt(path);
  return { path, database, fallbacks: createFallbackStore({ database }) };
}

test('a server has one fallback for each kind, and the last one set holds', async () => {
  const { path, database, fallbacks } = openFallbacks();
  await fallbacks.set({ guildId: GUILD, kind: 'video', model: 'apimart/sora-2' });
  await fallbacks.set({ guildId: GUILD, kind: 'image', model: 'apimart/flux' });
  await fallbacks.set({ guildId: GUILD, kind: 'image', model: 'eachlabs/flux' });
  await fallbacks.set({ guildId: OTHER, kind: 'audio', model: 'eachlabs/suno' });
  database.close();

  const again = openFallbacks(path).fallbacks;
  expect(await again.find(GUILD, 'image')).toBe('eachlabs/flux');
  expect(await again.find(GUILD, 'audio')).toBeUndefined();
  expect(await again.list(GUILD)).toStrictEqual([
    { kind: 'image', model: 'eachlabs/flux' },
    { kind: 'video', model: 'apimart/sora-2' },
  ]);
});

test('clearing takes one away and says whether there was one', async () => {
  const { fallbacks } = openFallbacks();
  await fallbacks.set({ guildId: GUILD, kind: 'image', model: 'apimart/flux' });
  await fallbacks.set({ guildId: OTHER, kind: 'image', model: 'apimart/flux' });
  expect(await fallbacks.clear(GUILD, 'image')).toBe(true);
  expect(await fallbacks.clear(GUILD, 'image')).toBe(false);
  expect(await fallbacks.list(GUILD)).toStrictEqual([]);
  expect(await fallbacks.find(OTHER, 'image')).toBe('apimart/flux');
});

test('a row that makes no sense is an error that names it', async () => {
  const { database, fallbacks } = openFallbacks();
  await fallbacks.set({ guildId: GUILD, kind: 'image', model: 'apimart/flux' });
  database.orm.run(sql`update fallbacks set model = 'no model'`);
  await expect(fallbacks.find(GUILD, 'image')).rejects.toThrow(`fallback of guild ${GUILD}`);
  await expect(fallbacks.list(GUILD)).rejects.toThrow('makes no sense');
});

import { and, asc, eq } from 'drizzle-orm';
import * as z from 'zod';
import { KINDS } from '#domain/kind.ts';
import type { FallbackStore } from '#domain/ports/fallback-store.ts';
import { modelId } from '#domain/request.ts';
import type { Database } from './database.ts';
import { ImpossibleRowError } from './impossible-row.ts';
import { fallbacks } from './schema/fallbacks.ts';

const storedFallback = z.object({ kind: z.enum(KINDS), model: modelId });

/** Servers' fallbacks in SQLite. A row that makes no sense is thrown as an ImpossibleRowError that names it. */
export function createFallbackStore({
  database: { orm, write, read },
}: {
  readonly database: Database;
}): FallbackStore {
  const where = (guildId: string, kind: (typeof KINDS)[number]) =>
    and(eq(fallbacks.guildId, guildId), eq(fallbacks.kind, kind));

  return {
    find: (guildId, kind) =>
      read(() => {
        const row = orm.select().from(fallbacks).where(where(guildId, kind)).get();
        return row && toFallback(row).model;
      }),

    list: (guildId) =>
      read(() => {
        const ofGuild = orm.select().from(fallbacks).where(eq(fallbacks.guildId, guildId));
        return ofGuild.orderBy(asc(fallbacks.kind)).all().map(toFallback);
      }),

    set: ({ guildId, kind, model }) =>
      write(() => {
        const target = [fallbacks.guildId, fallbacks.kind];
        orm.insert(fallbacks).values({ guildId, kind, model }).onConflictDoUpdate({ target, set: { model } }).run();
      }),

    clear: (guildId, kind) => write(() => orm.delete(fallbacks).where(where(guildId, kind)).run().changes > 0),
  };
}

function toFallback(row: typeof fallbacks.$inferSelect) {
  const parsed = storedFallback.safeParse(row);
  if (!parsed.success) throw new ImpossibleRowError(`fallback of guild ${row.guildId}`, row.kind, parsed.error);
  return parsed.data;
}

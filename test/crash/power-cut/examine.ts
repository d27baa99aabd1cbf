import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { openDatabase } from '#storage/database.ts';

/** What was promised by some moment, by id. */
export type Promises = {
  readonly accepted: readonly string[];
  readonly callback: readonly string[];
  readonly delivered: readonly string[];
};

export type Finding =
  | { readonly state: 'whole' }
  | { readonly state: 'corrupt'; readonly detail: string }
  | { readonly state: 'lossy'; readonly lost: number; readonly detail: string };

/** Lays the files that a power cut left into an empty folder. Answers the database's path. */
export function layOut(folder: string, files: ReadonlyMap<string, Buffer>, databaseName: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [path, bytes] of files) writeFileSync(join(folder, basename(path)), bytes);
  return join(folder, databaseName);
}

/** Opens what a power cut left, as a start would, and looks for everything that had been promised. */
export function examine(path: string, promises: Promises): Finding {
  const sqlite = new Sqlite(path);
  try {
    const integrity = sqlite.pragma('integrity_check', { simple: true });
    if (integrity !== 'ok') return { state: 'corrupt', detail: String(integrity) };
    const lost = missing(sqlite, promises);
    const [first] = lost;
    if (first !== undefined) return { state: 'lossy', lost: lost.length, detail: first };
    const half = halfWritten(sqlite);
    return half === undefined ? { state: 'whole' } : { state: 'corrupt', detail: half };
  } catch (error) {
    return { state: 'corrupt', detail: String(error) };
  } finally {
    sqlite.close();
  }
}

const WHERE_IT_STANDS: Readonly<Record<keyof Promises, string>> = {
  accepted: 'select id from jobs',
  callback: 'select id from callbacks',
  delivered: "select id from deliveries where state = 'delivered'",
};

function missing(sqlite: Sqlite.Database, promises: Promises): readonly string[] {
  const isNew = sqlite.prepare("select 1 from sqlite_schema where name = 'callbacks'").get() === undefined;
  const kinds = Object.keys(WHERE_IT_STANDS) as (keyof Promises)[];
  return kinds.flatMap((what) => {
    const there = new Set(isNew ? [] : sqlite.prepare(WHERE_IT_STANDS[what]).pluck().all());
    return promises[what].filter((id) => !there.has(id)).map((id) => `${what} ${id}`);
  });
}

/** One transaction settles a job and owes its message: one of them without the other is half of it. */
const HALVES = `
  select 'job ' || jobs.id from jobs left join deliveries on deliveries.job_id = jobs.id
  where (jobs.ended_at is null) <> (deliveries.id is null)
  union all
  select 'callback ' || callbacks.id from callbacks left join jobs on jobs.id = callbacks.job_id
  where jobs.ended_at is null limit 1`;

function halfWritten(sqlite: Sqlite.Database): string | undefined {
  const isNew = sqlite.prepare("select 1 from sqlite_schema where name = 'callbacks'").get() === undefined;
  const found = isNew ? undefined : sqlite.prepare(HALVES).pluck().get();
  return found === undefined ? undefined : `half written: ${String(found)}`;
}

/** The same by the product itself, which also brings the tables up to date and looks how durable the file is. */
export const opensAsUsual = (path: string): void => openDatabase({ path }).close();

import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Sandbox } from '#sandbox/sandbox.ts';

/** What became of everything that was accepted. What is wrong is counted by the pretend world alone. */
export type Count = {
  /** Jobs of which a member has seen the card, and those that the bot accepted without living to say so. */
  readonly jobs: number;
  /** Of those: without a message that ends them. */
  readonly lost: readonly string[];
  /** With more than one. */
  readonly doubled: readonly string[];
  /** Taken by services more than once. */
  readonly submittedTwice: readonly string[];
  /** What the bot's own tables say is still to be done. */
  readonly open: number;
  readonly owed: number;
};

export function count(sandbox: Sandbox, promised: readonly string[]): Count {
  const { discord, services, dataDir } = sandbox;
  const own = readTables(join(dataDir, 'bowerbird.db'));
  const stored = new Set(own.jobs.map(shortOf));
  const jobs = [...own.jobs, ...promised.filter((id) => !stored.has(id))];
  const twice = Object.values(services).flatMap((service) => service.tally().submits.takenTwice);
  const prompts = Object.values(services).flatMap((service) => service.jobs().map(({ prompt }) => prompt));
  return {
    jobs: jobs.length,
    ...discord.results.judge(jobs),
    // By the prompt as well: an interaction that came twice would make two jobs, each submitted once.
    submittedTwice: [...new Set([...twice, ...repeated(prompts)])],
    open: own.open,
    owed: own.owed,
  };
}

const shortOf = (jobId: string): string => jobId.slice(-6);

const repeated = (all: readonly string[]): readonly string[] => {
  const seen = new Set<string>();
  return all.filter((each) => seen.size === seen.add(each).size);
};

/** A look from outside while nobody writes, or the process that does is alive: it does not lock out readers. */
function readTables(path: string) {
  const sqlite = new Sqlite(path, { readonly: true });
  try {
    const number = (sql: string) => Number(sqlite.prepare(sql).pluck().get());
    return {
      open: number('select count(*) from jobs where ended_at is null'),
      owed: number("select count(*) from deliveries where state = 'due'"),
      jobs: sqlite.prepare('select id from jobs').pluck().all().map(String),
    };
  } finally {
    sqlite.close();
  }
}

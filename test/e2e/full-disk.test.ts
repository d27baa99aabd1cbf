import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Fault } from '#sandbox/disk/pretend-disk.ts';
import { createPretendDisk, whyNoPretendDisk } from '#sandbox/disk/pretend-disk.ts';
import { endOf, endsOf, imagine, say } from '#test/support/member.ts';
import { startSandbox } from '#test/support/sandbox.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const trouble = whyNoPretendDisk();
const why = trouble === undefined ? '' : ` (skipped: ${trouble})`;

async function startOnPretendDisk() {
  const dir = await tempDir();
  const data = join(dir, 'data');
  await mkdir(data);
  const disk = await createPretendDisk({ dir, prefix: data });
  const sandbox = await startSandbox({ env: { ...disk.env, DATA_DIR: data } });
  return { sandbox, disk, database: join(data, 'bowerbird.db') };
}

const FAULTS: readonly (readonly [string, Fault])[] = [
  ['full disk', { error: 'ENOSPC', fails: 'write' }],
  ['disk that does not sync', { error: 'EIO', fails: 'sync' }],
];

test.skipIf(trouble).each(FAULTS)(
  `on a %s callbacks are answered 503 and members are refused in words; with room again nothing is missing or doubled${why}`,
  async (_what, fault) => {
    const { sandbox, disk, database } = await startOnPretendDisk();
    const { discord, modelslab } = sandbox;
    modelslab.plan({ hold: true, times: 1 });
    const card = await imagine(sandbox, { prompt: 'on a full stomach' });
    const job = await modelslab.waitForJob(({ state }) => state === 'processing');
    const titled = (title: string) =>
      discord.waitForMessage(({ id, embeds }) => id === card.id && embeds[0]?.title?.includes(title) === true);
    await titled('made');

    await disk.fill(fault);
    await modelslab.act(job.id, 'finish');
    expect(modelslab.jobs()[0]?.callbackStatuses).toEqual([503]);
    const answer = await say(sandbox, { prompt: 'not now' });
    expect(answer).toMatchObject({ answer: 'message', ephemeral: true });
    expect(answer.answer === 'message' ? answer.message.content : '').toMatch(/\w+ \w+/);
    expect(modelslab.submits()).toHaveLength(1);

    await disk.makeRoom();
    await modelslab.act(job.id, 'call-back-again');
    expect(modelslab.jobs()[0]?.callbackStatuses).toEqual([503, 200]);
    expect((await endOf(sandbox, card)).attachments).toHaveLength(1);
    const next = await imagine(sandbox, { prompt: 'room for dessert' });
    expect((await endOf(sandbox, next)).attachments).toHaveLength(1);
    expect(endsOf(sandbox, card)).toHaveLength(1);
    expect(modelslab.submits()).toHaveLength(2);

    await sandbox.bot.stop();
    expect(whatIsStored(database)).toEqual({ integrity: 'ok', jobs: 2, callbacks: 2, deliveries: 2 });
  },
);

function whatIsStored(path: string) {
  const sqlite = new Sqlite(path, { readonly: true });
  const count = (table: string) => sqlite.prepare(`select count(*) from ${table}`).pluck().get();
  const integrity = sqlite.pragma('integrity_check', { simple: true });
  const stored = { integrity, jobs: count('jobs'), callbacks: count('callbacks'), deliveries: count('deliveries') };
  sqlite.close();
  return stored;
}

import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { openStores } from './open-stores.ts';
import { ADA, BRUNO, claimAt, GUILD, MIRA, NOON, queuedJob, running, submitting, TASK } from './stories.ts';

describe('accepting', () => {
  test('keeps the whole job', async () => {
    const { jobs } = openStores();
    const job = queuedJob();
    await jobs.accept(job);
    expect(await jobs.find(job.id)).toStrictEqual(job);
  });

  test('keeps a job from a direct message, which has no guild', async () => {
    const { jobs } = openStores();
    const job = queuedJob({ guildId: null });
    await jobs.accept(job);
    expect(await jobs.find(job.id)).toStrictEqual(job);
  });

  test('keeps files, texts and numbers of a request exactly, and the kind that its use makes', async () => {
    const { jobs, database } = openStores();
    const file = { path: 'in/1.png', mediaType: 'image/png', extension: 'png', bytes: 9, width: 3, height: 4 };
    const request = {
      use: 'animate',
      model: 'apimart/kling:v2.1/pro',
      options: { duration: 7.5, sound: false, values: { steps: 3, "it's": 'a “b”\u0000', on: true } },
      inputs: [{ role: 'first_frame', file, name: 'мой файл.png' }],
      nsfwAllowed: true,
    } as const;
    const job = queuedJob({ request: { ...request, inputs: [...request.inputs] } });
    await jobs.accept(job);
    expect(await jobs.find(job.id)).toStrictEqual(job);
    expect(database.orm.all(sql`select kind from jobs`)).toStrictEqual([{ kind: 'video' }]);
  });

  test('makes one job of an interaction that arrives twice', async () => {
    const { jobs } = openStores();
    const job = queuedJob();
    const again = { ...queuedJob(), origin: job.origin };
    const answers = await Promise.all([jobs.accept(job), jobs.accept(again)]);
    expect(answers).toStrictEqual([{ outcome: 'accepted', ahead: 0 }, { outcome: 'duplicate' }]);
    expect(await jobs.find(again.id)).toBeUndefined();
  });

  test('tells how many jobs wait in front of it at its own provider', async () => {
    const { jobs } = openStores();
    await running(jobs);
    await jobs.accept(queuedJob());
    await jobs.accept(queuedJob({ provider: 'apimart' }));
    await jobs.accept(queuedJob({ userId: BRUNO }));
    expect(await jobs.accept(queuedJob({ userId: MIRA }))).toStrictEqual({ outcome: 'accepted', ahead: 2 });
  });

  test('refuses to overwrite a job that has the same id', async () => {
    const { jobs } = openStores();
    const job = queuedJob();
    await jobs.accept(job);
    await expect(jobs.accept(queuedJob({ id: job.id }))).rejects.toThrow();
    expect(await jobs.find(job.id)).toStrictEqual(job);
  });
});

describe('the status card', () => {
  test('is remembered, whatever state the job has reached by then', async () => {
    const { jobs } = openStores();
    const job = await submitting(jobs);
    await jobs.attachCard(job.id, '500000000000000001');
    expect(await jobs.find(job.id)).toMatchObject({ state: 'submitting', cardMessageId: '500000000000000001' });
  });
});

describe('looking up', () => {
  test('finds the newest job of a task, at that provider and in that family only', async () => {
    const { jobs } = openStores();
    await running(jobs);
    const newest = await running(jobs);
    const provider = 'modelslab';
    expect(await jobs.findByTask({ ...TASK, provider })).toMatchObject({ id: newest.id, state: 'running' });
    expect(await jobs.findByTask({ ...TASK, provider: 'apimart' })).toBeUndefined();
    expect(await jobs.findByTask({ ...TASK, provider, family: 'videos' })).toBeUndefined();
    expect(await jobs.findByTask({ ...TASK, provider, taskId: '9002' })).toBeUndefined();
  });

  test('knows nothing of a job that was never accepted', async () => {
    const { jobs } = openStores();
    expect(await jobs.find('01kunknown')).toBeUndefined();
  });

  test("lists a member's jobs of one guild, newest first, at most as many as asked for", async () => {
    const { jobs } = openStores();
    const [first, second, third] = [queuedJob(), queuedJob(), queuedJob()];
    const elsewhere = queuedJob({ guildId: '200000000000000009' });
    for (const job of [second, first, queuedJob({ userId: BRUNO }), queuedJob({ guildId: null }), elsewhere, third]) {
      await jobs.accept(job);
    }
    const list = (limit: number) => jobs.listByMember({ userId: ADA, guildId: GUILD, limit });
    expect((await list(10)).map(({ id }) => id)).toStrictEqual([third.id, second.id, first.id]);
    expect((await list(2)).map(({ id }) => id)).toStrictEqual([third.id, second.id]);
  });

  test('lists the jobs of direct messages apart from those of guilds', async () => {
    const { jobs } = openStores();
    const direct = queuedJob({ guildId: null });
    await jobs.accept(queuedJob());
    await jobs.accept(direct);
    expect(await jobs.listByMember({ userId: ADA, guildId: undefined, limit: 10 })).toStrictEqual([direct]);
  });

  test('counts the open jobs by state, zeros included', async () => {
    const { jobs } = openStores();
    expect(await jobs.countOpen()).toStrictEqual([
      { state: 'queued', count: 0 },
      { state: 'submitting', count: 0 },
      { state: 'running', count: 0 },
    ]);
    await running(jobs);
    const ended = await submitting(jobs);
    const cancelled = { state: 'cancelled', failure: { reason: 'cancelled' } } as const;
    await jobs.settle({ jobId: ended.id, end: cancelled, expected: ['submitting'], deliveryId: 'd', now: NOON });
    for (const job of [queuedJob(), queuedJob()]) await jobs.accept(job);
    await jobs.claimNext(claimAt(NOON));
    expect(await jobs.countOpen()).toStrictEqual([
      { state: 'queued', count: 1 },
      { state: 'submitting', count: 1 },
      { state: 'running', count: 1 },
    ]);
  });
});

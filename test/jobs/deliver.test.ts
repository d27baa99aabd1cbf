import { describe, expect, test } from 'vitest';
import { SUCCESS } from './support/scripted-provider.ts';
import { createStage, type Stage } from './support/stage.ts';
import { ask, askAndSubmit, callBack, deliverDue, submitNext } from './support/steps.ts';

/** A job that has succeeded, its message still owed. */
async function owed(stage: Stage): Promise<string> {
  const jobId = await askAndSubmit(stage);
  await callBack(stage, jobId, { news: 'ended', settlement: SUCCESS });
  return jobId;
}

const DOWN = { outcome: 'later', detail: '503' } as const;

/** Lets time pass until the next try of a delivery; how long that took. */
async function waitForTry(stage: Stage, limitMs = 90_000): Promise<number> {
  for (let passed = 100; passed <= limitMs; passed += 100) {
    stage.clock.advance(100);
    if ((await deliverDue(stage)) > 0) return passed;
  }
  throw new Error('no try came');
}

describe('a result', () => {
  test('goes home with its files, and the card then leads to it', async () => {
    const stage = await createStage();
    const jobId = await owed(stage);
    await deliverDue(stage);
    const messageId = `message-of-${stage.messenger.tries[0]?.delivery.id}`;
    expect(stage.messenger.tries).toMatchObject([
      { message: { shows: 'result', artifacts: [{ position: 0, file: { mediaType: 'image/png' } }] } },
    ]);
    expect(stage.messenger.cards.at(-1)).toMatchObject({
      job: { state: 'succeeded' },
      end: { messageId, failed: false },
    });
    expect(await stage.bot().deliveries.findByJob(jobId)).toStrictEqual({ state: 'delivered', messageId });
  });

  test('waits for the status card, which it replies to', async () => {
    const stage = await createStage();
    stage.provider.onSubmit({ outcome: 'settled', settlement: SUCCESS });
    const jobId = await ask(stage, { card: false });
    await submitNext(stage);
    await deliverDue(stage);
    stage.clock.advance(4_000);
    await deliverDue(stage);
    expect(stage.messenger.tries).toHaveLength(0);

    await stage.bot().jobs.attachCard(jobId, '600000000000000009');
    await waitForTry(stage, 200);
    expect(stage.messenger.posted()).toMatchObject([{ job: { cardMessageId: '600000000000000009' } }]);
  });

  test('does not wait longer than a card can take', async () => {
    const stage = await createStage();
    stage.provider.onSubmit({ outcome: 'settled', settlement: SUCCESS });
    await ask(stage, { card: false });
    await submitNext(stage);
    while (stage.messenger.tries.length === 0) await waitForTry(stage);
    const waited = stage.clock.now() - (stage.messenger.tries[0]?.message.job.createdAt ?? 0);
    expect(waited).toBeGreaterThanOrEqual(5_000);
    expect(waited).toBeLessThanOrEqual(5_200);
    expect(stage.messenger.posted()).toHaveLength(1);
  });

  test('that was posted by an earlier try and deleted since counts as delivered', async () => {
    const stage = await createStage();
    const jobId = await owed(stage);
    stage.messenger.onPost({ outcome: 'posted' });
    await deliverDue(stage);
    expect(await stage.bot().deliveries.findByJob(jobId)).toStrictEqual({ state: 'delivered' });
    expect(stage.messenger.cards.at(-1)).toStrictEqual({
      job: expect.objectContaining({ state: 'succeeded' }),
      end: { failed: false },
    });
  });
});

describe('an outage of Discord', () => {
  test('loses nothing: the message stays owed, is tried ever less often, and comes once', async () => {
    const stage = await createStage();
    const jobId = await owed(stage);
    stage.messenger.onPost(...Array.from({ length: 10 }, () => DOWN));
    await deliverDue(stage);
    const waits: number[] = [];
    while (stage.messenger.posted().length === 0) {
      expect(await stage.bot().deliveries.findByJob(jobId)).toStrictEqual({ state: 'due' });
      waits.push(await waitForTry(stage));
    }
    // With chance in the middle, 0.55 of 1, 2, 4, … s, and of a minute at most.
    expect(waits).toStrictEqual([600, 1_100, 2_200, 4_400, 8_800, 17_600, 33_000, 33_000, 33_000, 33_000]);
    expect(await stage.bot().deliveries.findByJob(jobId)).toMatchObject({ state: 'delivered' });
    expect(await waitForTry(stage).catch(() => 'none')).toBe('none');
    expect(stage.messenger.tries).toHaveLength(11);
  });

  test('is survived by a restart in the middle of it', async () => {
    const stage = await createStage();
    await owed(stage);
    stage.messenger.onPost(DOWN, DOWN);
    await deliverDue(stage);
    await stage.restart();
    await waitForTry(stage);
    await stage.restart();
    await waitForTry(stage);
    expect(stage.messenger.posted()).toHaveLength(1);
  });

  test('waits for as long as Discord asks', async () => {
    const stage = await createStage();
    await owed(stage);
    stage.messenger.onPost({ outcome: 'later', afterMs: 7_300, detail: 'rate limit' });
    await deliverDue(stage);
    expect(await waitForTry(stage)).toBe(7_300);
  });

  test('of more than a day is the end of it, told in the log', async () => {
    const stage = await createStage();
    const jobId = await owed(stage);
    stage.messenger.always(DOWN);
    for (let hours = 0; hours < 25; hours += 0.5) {
      await deliverDue(stage);
      stage.clock.advance(1_800_000);
    }
    expect(await stage.bot().deliveries.findByJob(jobId)).toStrictEqual({ state: 'undeliverable' });
    expect(stage.logger.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  test('does not count while this process is down: a message of the day before yesterday is still tried', async () => {
    const stage = await createStage();
    await owed(stage);
    stage.messenger.onPost(DOWN);
    await deliverDue(stage);
    stage.clock.advance(48 * 3_600_000);
    await stage.restart();
    stage.messenger.onPost(DOWN);
    await deliverDue(stage);
    await waitForTry(stage);
    expect(stage.messenger.posted()).toHaveLength(1);
  });
});

test('where no place takes it, the message is undeliverable at once, told in the log', async () => {
  const stage = await createStage();
  const jobId = await owed(stage);
  stage.messenger.always({ outcome: 'impossible', detail: '404 10003: Unknown Channel' });
  await deliverDue(stage);
  expect(await stage.bot().deliveries.findByJob(jobId)).toStrictEqual({ state: 'undeliverable' });
  expect(stage.logger.lines).toContainEqual(
    expect.objectContaining({ level: 'error', message: 'undeliverable: given up' }),
  );
  stage.clock.advance(3_600_000);
  expect(await deliverDue(stage)).toBe(0);
});

test('a crash after the post and before the note of it repeats the same delivery, which Discord recognises', async () => {
  const stage = await createStage();
  await owed(stage);
  stage.messenger.onPost(async () => {
    stage.bot().database.close();
    return { outcome: 'posted', messageId: '700000000000000001' };
  });
  await expect(deliverDue(stage)).rejects.toThrow();
  await stage.restart();
  expect(await deliverDue(stage)).toBe(1);
  const [first, second] = stage.messenger.tries.map(({ delivery }) => delivery);
  expect(second?.id).toBe(first?.id);
  expect(second?.firstAttemptAt).toBe(first?.firstAttemptAt);
  expect(stage.messenger.posted()).toHaveLength(1);
});

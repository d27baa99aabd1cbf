import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { reachDiscord } from '#discord/reach.ts';
import { TokenRefusedError } from '#discord/token-refused.ts';
import { createRecordingLogger } from '#test/jobs/support/recording-logger.ts';
import { createVirtualClock } from '#test/jobs/support/virtual-clock.ts';
import { pretendDiscord, restTo } from './support/pretend.ts';

const TRY_AGAIN_MS = 5_000;
const GATEWAY = { method: 'GET', path: /^\/gateway\/bot$/ } as const;

/** One try is up to four calls: the REST client repeats a 5xx three times by itself. */
const CALLS_PER_TRY = 4;

async function stage({ token }: { token?: string } = {}) {
  const discord = await pretendDiscord();
  const clock = createVirtualClock();
  const leaving = new AbortController();
  const logger = createRecordingLogger();
  const rest = restTo({ apiUrl: discord.apiUrl, token: token ?? discord.token });
  return {
    discord,
    clock,
    leaving,
    reach: () => reachDiscord({ rest, clock, logger, signal: leaving.signal }),
    /** Resolves when so many tries have failed and the next one is waited for. */
    untilFailures: (count: number) => logger.untilLines('Discord is out of reach', count),
  };
}

/** A macrotask: whoever waits without a timer has gone on. */
const rest = () => new Promise((resolve) => setImmediate(resolve));

describe('reaching Discord', () => {
  test('succeeds at once when it is there', async () => {
    const { reach, clock } = await stage();
    expect(await reach()).toBe(true);
    expect(clock.pending()).toStrictEqual([]);
  });

  test('tries again until it is there, however long that takes', async () => {
    const { discord, reach, clock, untilFailures, leaving } = await stage();
    discord.inject({ ...GATEWAY, fault: 'status', status: 503, times: 3 * CALLS_PER_TRY });
    const reaching = reach();
    for (const failures of [1, 2, 3]) {
      await untilFailures(failures);
      await rest();
      expect(clock.pending()).toStrictEqual([TRY_AGAIN_MS]);
      expect(getEventListeners(leaving.signal, 'abort')).toHaveLength(1);
      clock.advance(TRY_AGAIN_MS);
    }
    expect(await reaching).toBe(true);
    expect(getEventListeners(leaving.signal, 'abort')).toHaveLength(0);
  });

  test('does not wait for a token to become a good one', async () => {
    const { reach, clock } = await stage({ token: 'stale' });
    await expect(reach()).rejects.toBeInstanceOf(TokenRefusedError);
    expect(clock.pending()).toStrictEqual([]);
  });

  test('ends when it is called off while waiting', async () => {
    const { discord, reach, clock, untilFailures, leaving } = await stage();
    discord.inject({ ...GATEWAY, fault: 'status', status: 503, times: CALLS_PER_TRY });
    const reaching = reach();
    await untilFailures(1);
    await rest();
    leaving.abort();
    expect(await reaching).toBe(false);
    expect(clock.pending()).toStrictEqual([]);
  });

  test('ends when it is called off in the middle of a try, or before the first', async () => {
    const { discord, reach, clock, leaving } = await stage();
    discord.inject({ ...GATEWAY, fault: 'status', status: 503, times: CALLS_PER_TRY });
    const reaching = reach();
    leaving.abort();
    expect(await reaching).toBe(false);
    expect(await reach()).toBe(false);
    expect(clock.pending()).toStrictEqual([]);
  });
});

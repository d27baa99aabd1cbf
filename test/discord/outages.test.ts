import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Routes } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { createMessenger } from '#discord/messenger.ts';
import { createRests } from '#discord/rests.ts';
import { bodyOf } from '#discord/upload.ts';
import { createRecordingLogger } from '#test/jobs/support/recording-logger.ts';
import { createVirtualClock } from '#test/jobs/support/virtual-clock.ts';
import { tempDir } from '#test/support/temp-dir.ts';
import { failedJob } from './support/jobs.ts';
import { deliveryTo, jobAt, messengerStage } from './support/messenger-stage.ts';
import { limitedFor, strictServer } from './support/strict-server.ts';

const CREATE = { method: 'POST', path: /\/messages$/ } as const;

async function stage() {
  const stage = await messengerStage();
  const { artifact } = await stage.artifact(0);
  const delivery = deliveryTo(stage.channelId, stage.now());
  const message = { shows: 'result', job: jobAt(stage.discord), artifacts: [artifact] } as const;
  return { ...stage, post: () => stage.messenger.post(delivery, message) };
}

describe('what a post answers in an outage, and how many messages there are then', () => {
  test.each([
    ['429 of the bot', { fault: 'rate_limit', retryAfterMs: 60_000, global: true }, 'later', 0],
    ['429 of the channel', { fault: 'rate_limit', retryAfterMs: 4_000 }, 'later', 0],
    ['500', { fault: 'status', status: 500 }, 'later', 0],
    ['502 after it was made', { fault: 'bad_gateway_after' }, 'later', 1],
    ['503', { fault: 'status', status: 503 }, 'later', 0],
    ['a reset after it was made', { fault: 'lose_answer' }, 'later', 1],
    ['a hang-up after it was made', { fault: 'hang_up' }, 'later', 1],
    ['401', { fault: 'status', status: 401 }, 'later', 0],
    ['403 from in front of Discord', { fault: 'status', status: 403 }, 'later', 0],
    ['403: no access', { fault: 'status', status: 403, code: 50001 }, 'impossible', 0],
    ['403: no permission', { fault: 'status', status: 403, code: 50013 }, 'impossible', 0],
    ['404: no channel', { fault: 'status', status: 404, code: 10003 }, 'impossible', 0],
    ['404: the message of this nonce was deleted', { fault: 'status', status: 404, code: 10008 }, 'posted', 0],
    ['400: the thread is locked', { fault: 'status', status: 400, code: 160005 }, 'impossible', 0],
    ['400: blocked by the server’s rules', { fault: 'status', status: 400, code: 200000 }, 'impossible', 0],
  ] as const)('%s', async (_name, fault, outcome, made) => {
    const { post, discord, messages } = await stage();
    discord.inject({ ...CREATE, ...fault, times: 9 });
    expect(await post()).toMatchObject({ outcome });
    expect(messages()).toHaveLength(made);
  });

  test('413, once: the message, without its files', async () => {
    const { post, discord, messages } = await stage();
    discord.inject({ ...CREATE, fault: 'status', status: 413, code: 40005, times: 1 });
    expect(await post()).toMatchObject({ outcome: 'posted' });
    expect(messages()).toHaveLength(1);
    expect(messages()[0]?.attachments).toStrictEqual([]);
  });

  test.each(['lose_answer', 'hang_up', 'bad_gateway_after'] as const)('and it stays one message: %s', async (fault) => {
    const { post, discord, messages } = await stage();
    discord.inject({ ...CREATE, fault, times: 3 });
    while ((await post()).outcome === 'later');
    expect(messages()).toHaveLength(1);
  });
});

describe('a Discord that says', () => {
  const job = failedJob('expired', { card: false });
  const channelId = '1180000000000000301';

  async function post(answer: NonNullable<Parameters<typeof strictServer>[0]>['answer']) {
    const server = await strictServer({ answer });
    const clock = createVirtualClock();
    const rests = createRests({ token: 'a.token', apiUrl: server.apiUrl, clock });
    const media = { locate: () => '', link: () => undefined, shrink: async () => undefined };
    const messenger = createMessenger({ ...rests, media, clock, logger: createRecordingLogger() });
    const message = { shows: 'failure', job, failure: job.failure } as const;
    return { server, clock, posting: messenger.post(deliveryTo(channelId), message) };
  }

  test('nothing is waited for a quarter of a minute, and not asked again in the same breath', async () => {
    const { server, clock, posting } = await post(() => 'nothing');
    await server.untilSeen(1);
    clock.advance(14_999);
    clock.advance(1);
    expect(await posting).toStrictEqual({
      outcome: 'later',
      detail: 'TimeoutError: Discord gave no answer within 15 s.',
    });
    expect(server.seen).toHaveLength(1);
  });

  test('nothing to an upload is waited for as long as an upload may take', async () => {
    const server = await strictServer({ answer: () => 'nothing' });
    const clock = createVirtualClock();
    const { rest } = createRests({ token: 'a.token', apiUrl: server.apiUrl, clock });
    const path = join(await tempDir(), 'result.png');
    await writeFile(path, 'bytes');
    const body = await bodyOf({}, [{ path, name: 'result.png', mediaType: 'image/png', description: '' }]);
    const posting = rest.post(Routes.channelMessages(channelId), body);
    await server.untilSeen(1);
    const wakes = clock.pending();
    clock.advance(30 * 60_000);
    await expect(posting).rejects.toThrow('within 1800 s');
    expect(wakes).toStrictEqual([30 * 60_000]);
  });

  test('too much, of a limit that it shares among many, is asked again when it said', async () => {
    const { posting } = await post(() => limitedFor(12, 'shared'));
    expect(await posting).toMatchObject({ outcome: 'later', afterMs: 12_050 });
  });

  test('what cannot be read is tried later', async () => {
    const { server, posting } = await post(() => ({ status: 403, headers: { 'content-type': 'text/html' } }));
    expect(await posting).toMatchObject({ outcome: 'later' });
    expect(server.seen.map(({ path }) => path)).toStrictEqual([Routes.channelMessages(channelId)]);
  });
});

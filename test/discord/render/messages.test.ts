import { MessageFlags } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { parseCustomId } from '#discord/custom-id.ts';
import { failureMessage } from '#discord/render/failure.ts';
import { resultMessage } from '#discord/render/result.ts';
import { FAILURE_REASONS, FAILURE_RULES } from '#domain/failure.ts';
import { createTrackIds } from '#signing/track-ids.ts';
import {
  CARD_ID,
  CHANNEL_ID,
  failedJob,
  JOB_ID,
  SHORT_ID,
  succeededJob,
  USER_ID,
  WORST_PROMPTS,
} from '#test/discord/support/jobs.ts';

const ALL_THERE = { tooLargeBytes: [], unreachable: 0 };

/** Every message about an ended job that there is, for one prompt. */
function everyMessage(prompt: string) {
  const model = `${'_'.repeat(99)}x`;
  const request = { prompt, model, count: 4, negativePrompt: prompt };
  const spoilt = { tooLargeBytes: [99_999_999, 99_999_999], unreachable: 2 };
  return [
    resultMessage(succeededJob({ request, success: { model, seed: 2 ** 31 - 1, nsfwDetected: true } }), spoilt),
    ...FAILURE_REASONS.map((reason) => failureMessage(failedJob(reason, { request }), { reason })),
  ];
}

describe('every message about an ended job', () => {
  test.each(WORST_PROMPTS)('fits, with the worst of prompts (%#)', (prompt) => {
    for (const { content } of everyMessage(prompt)) expect(content?.length).toBeLessThanOrEqual(2000);
  });

  test.each(WORST_PROMPTS)('pings the requester and nobody else, whatever the prompt says (%#)', (prompt) => {
    for (const message of everyMessage(prompt)) {
      expect(message.allowed_mentions).toStrictEqual({ parse: [], users: [USER_ID], replied_user: false });
      expect(message.content).toContain(`<@${USER_ID}>`);
    }
  });

  test('replies to its card, also when the card is gone, and names the job', () => {
    for (const message of everyMessage('blue')) {
      expect(message.message_reference).toStrictEqual({
        message_id: CARD_ID,
        channel_id: CHANNEL_ID,
        fail_if_not_exists: false,
      });
      expect(message.content).toContain(`job ${SHORT_ID}`);
      expect(message.flags).toBe(MessageFlags.SuppressEmbeds);
    }
  });

  test('stands alone where there is no card', () => {
    expect(resultMessage(succeededJob({ card: false }), ALL_THERE)).not.toHaveProperty('message_reference');
  });

  test('never shows a track id, nor what the provider said', () => {
    const secret = 'a secret of these tests, long enough for everybody';
    const track = { userId: USER_ID, kind: 'image', channelId: CHANNEL_ID, jobId: JOB_ID } as const;
    const trackId = createTrackIds([secret]).mint(track);
    for (const reason of FAILURE_REASONS) {
      const detail = `key k-123 rejected for ${trackId}`;
      const shown = JSON.stringify(failureMessage(failedJob(reason, { detail }), { reason, detail }));
      expect(shown).not.toContain(trackId);
      expect(shown).not.toContain('k-123');
    }
  });
});

describe('a failure', () => {
  test.each(FAILURE_REASONS)(
    'says what happened, whether it was charged, and offers Retry if it can help: %s',
    (reason) => {
      const { content = '', components = [] } = failureMessage(failedJob(reason), { reason });
      const rule = FAILURE_RULES[reason];
      if (reason !== 'cancelled') expect(content).toContain(rule.text);
      expect(content).toContain(rule.charged ? '-# Charged' : '-# Not charged');
      const ids = JSON.stringify(components).match(/bb1:[^"]+/g) ?? [];
      const expected = rule.retryable ? [{ action: 'retry', jobId: JOB_ID }] : [];
      expect(ids.map(parseCustomId)).toStrictEqual(expected);
    },
  );

  test('of a cancelled job says just that', () => {
    const { content } = failureMessage(failedJob('cancelled', { state: 'cancelled' }), { reason: 'cancelled' });
    expect(content).toBe(
      `<@${USER_ID}> your image was cancelled.\n> a bower of blue things\n-# Not charged · job ${SHORT_ID}`,
    );
  });
});

describe('a result', () => {
  test('says what it is, how it was made and how long it took', () => {
    expect(resultMessage(succeededJob({ success: { model: 'flux-2', seed: 99 } }), ALL_THERE).content).toBe(
      [
        `<@${USER_ID}> your image is ready.`,
        '> a bower of blue things',
        `-# flux-2 · 16:9 · seed 99 · took 12 s · job ${SHORT_ID}`,
      ].join('\n'),
    );
  });

  test('speaks of several where several were asked for, and of what was asked where the service tells nothing', () => {
    const { content } = resultMessage(succeededJob({ request: { count: 4 } }), ALL_THERE);
    expect(content).toContain('your images are ready.');
    expect(content).toContain('flux · 16:9 · seed 7');
  });

  test('tells what is missing, and why', () => {
    const job = succeededJob({ success: { nsfwDetected: true } });
    const { content } = resultMessage(job, { tooLargeBytes: [12_582_912], unreachable: 1 });
    expect(content).toContain('The service marked this as sensitive and may have blanked it.');
    expect(content).toContain('1 file could not be fetched from the service.');
    expect(content).toContain('Too large to attach here: 12.0 MiB; the limit is 10.0 MiB. The bot has kept its copy.');
  });

  test('names no limit where Discord refused a file that is within it', () => {
    const { content } = resultMessage(succeededJob(), { tooLargeBytes: [9_437_184], unreachable: 0 });
    expect(content).toContain('Too large to attach here: 9.0 MiB. The bot has kept its copy.');
  });
});

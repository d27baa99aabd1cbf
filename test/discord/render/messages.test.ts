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
  inputsOf,
  JOB_ID,
  promptless,
  SHORT_ID,
  succeededJob,
  USER_ID,
  WORST_PROMPTS,
  worstOptions,
} from '#test/discord/support/jobs.ts';

const ALL_THERE = { fates: [], unreachable: 0, limitBytes: 10_485_760, linksUntil: 1_900_000_000_000 };

const URL = `https://bower.test/media/${'x'.repeat(150)}.png`;

/** Every message about an ended job that there is, for one prompt, with as much beside it as there can be. */
function everyMessage(prompt: string) {
  const model = `modelslab/${'_'.repeat(120)}`;
  const request = { prompt, model, options: worstOptions(prompt) };
  const fate = (outcome: 'shrunk' | 'too_large' | 'no_room') => ({ outcome, bytes: 536_870_912, link: URL }) as const;
  const fates = [
    ...Array(4).fill(fate('shrunk')),
    ...Array(3).fill(fate('too_large')),
    ...Array(3).fill(fate('no_room')),
  ];
  const spoilt = { ...ALL_THERE, fates, unreachable: 10 };
  const success = { model, seed: 2 ** 31 - 1, nsfwDetected: true, costMicroUsd: 1_234_560_000 };
  const succeeded = { request, movedFrom: model, endedAt: 1_900_000_000_000 };
  return [
    resultMessage(succeededJob({ ...succeeded, success }), spoilt),
    resultMessage(succeededJob({ ...succeeded, success: { ...success, text: prompt.repeat(3) } }), spoilt),
    resultMessage(promptless(succeededJob({ ...succeeded, success: { text: prompt } })), ALL_THERE),
    ...FAILURE_REASONS.map((reason) => failureMessage(failedJob(reason, { request }), { reason })),
    resultMessage(succeededJob({ ...succeeded, success }), spoilt, 'direct'),
    failureMessage(failedJob('expired', { request }), { reason: 'expired' }, 'direct'),
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
    const inChannel = everyMessage('blue').filter(({ content }) => !content?.includes('You asked in'));
    for (const message of inChannel) {
      expect(message.message_reference).toStrictEqual({
        message_id: CARD_ID,
        channel_id: CHANNEL_ID,
        fail_if_not_exists: false,
      });
      expect(message.content).toContain(`job ${SHORT_ID}`);
      expect(message.flags).toBe(MessageFlags.SuppressEmbeds);
    }
  });

  test.each(['follow_up', 'card', 'direct'] as const)('replies to nothing at another place: %s', (place) => {
    expect(resultMessage(succeededJob(), ALL_THERE, place)).not.toHaveProperty('message_reference');
    expect(failureMessage(failedJob('expired'), { reason: 'expired' }, place)).not.toHaveProperty('message_reference');
  });

  test('says where it was asked when it stands elsewhere', () => {
    const opening = (content: string | undefined) => content?.split('\n')[0];
    const result = (job = succeededJob()) => opening(resultMessage(job, ALL_THERE, 'direct').content);
    expect(result()).toBe(`<@${USER_ID}> your image is ready. You asked in <#${CHANNEL_ID}>.`);
    expect(result(succeededJob({ guildId: null }))).toBe(`<@${USER_ID}> your image is ready.`);
    const failure = failureMessage(failedJob('expired'), { reason: 'expired' }, 'direct');
    expect(opening(failure.content)).toContain(`You asked in <#${CHANNEL_ID}>.`);
  });

  test('carries the whole id of its job where nobody but the bot can write', () => {
    for (const { components } of everyMessage('blue')) {
      const ids = JSON.stringify(components).match(/bb1:[^"]+/g) ?? [];
      expect(ids.map(parseCustomId)).toStrictEqual([{ action: 'retry', jobId: JOB_ID }]);
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
  test('names what was asked for, by its prompt, by its files, or not at all', () => {
    const request = { use: 'voice', inputs: inputsOf('song.mp3', 'me.wav') } as const;
    const told = (job: ReturnType<typeof failedJob>) => failureMessage(job, { reason: 'provider_down' }).content;
    expect(told(failedJob('provider_down'))).toContain('\n> a bower of blue things\n');
    expect(told(promptless(failedJob('provider_down', { request })))).toContain('\n> song.mp3, me.wav\n');
    expect(told(promptless(failedJob('provider_down')))).not.toContain('\n>');
  });

  test.each(FAILURE_REASONS)('says what happened, whether it was charged, and offers Retry: %s', (reason) => {
    const { content = '', components = [] } = failureMessage(failedJob(reason), { reason });
    const rule = FAILURE_RULES[reason];
    if (reason !== 'cancelled') expect(content).toContain(rule.text);
    expect(content).toContain(rule.charged ? '-# Charged' : '-# Not charged');
    const ids = JSON.stringify(components).match(/bb1:[^"]+/g) ?? [];
    expect(ids.map(parseCustomId)).toStrictEqual([{ action: 'retry', jobId: JOB_ID }]);
  });

  test.each(['cancelled', 'expired'] as const)(
    'promises nothing about money where the service had the job: %s',
    (reason) => {
      const task = { family: 'images', taskId: '12' };
      const { content } = failureMessage({ ...failedJob(reason, { state: reason }), task }, { reason });
      expect(content).toContain('-# The service may still charge for it');
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
  const contentOf = (wishes: Parameters<typeof succeededJob>[0]) =>
    resultMessage(succeededJob(wishes), ALL_THERE).content;

  test('says what it is, how it was made, what it cost and how long it took', () => {
    expect(contentOf({ success: { model: 'flux-2', seed: 99, costMicroUsd: 4_800 } })).toBe(
      [
        `<@${USER_ID}> your image is ready.`,
        '> a bower of blue things',
        `-# flux-2 · 16:9 · seed 99 · $0.0048 · took 12 s · job ${SHORT_ID}`,
      ].join('\n'),
    );
  });

  test('speaks of several where several were asked for, and of what was asked where the service tells nothing', () => {
    const content = contentOf({ options: { count: 4 } });
    expect(content).toContain('your images are ready.');
    expect(content).toContain('flux · 16:9 · 4 files · seed 7 · took');
  });

  test('says nothing of what there is not: prompt, settings, seed, cost', () => {
    const job = promptless(succeededJob({ request: { use: 'sound', options: {} }, success: { costMicroUsd: 0 } }));
    expect(resultMessage(job, ALL_THERE).content).toBe(
      `<@${USER_ID}> your sound is ready.\n-# flux · took 12 s · job ${SHORT_ID}`,
    );
  });

  test('names the files that it was made from where there is no prompt', () => {
    const job = promptless(succeededJob({ request: { use: 'removebg', inputs: inputsOf('nest.png') } }));
    expect(resultMessage(job, ALL_THERE).content).toContain('your cut-out is ready.\n> nest.png\n');
  });

  test('names the model that stepped in and the one that it stepped in for, and no seed of the latter', () => {
    const moved = { request: { model: 'apimart/gpt-image' }, movedFrom: 'modelslab/flux' };
    expect(contentOf(moved)).toContain('-# gpt-image, instead of flux · 16:9 · took');
    expect(contentOf({ ...moved, success: { seed: 5 } })).toContain('· seed 5 ·');
  });

  test('shows a result in words as they are, whatever they look like', () => {
    const content = contentOf({ success: { text: '**Model** id: [4711](https://evil.test)\n@everyone' } });
    const [, , text] = content?.split('\n') ?? [];
    expect(text).toBe('\\*\\*Model\\*\\* id: \\[4711\\](https\\://evil.test) @everyone');
  });

  test('gives a result in words all the room there is', () => {
    const content = contentOf({ success: { text: 'word '.repeat(1_000) } }) ?? '';
    expect(content.length).toBeGreaterThan(1_980);
    expect(content).toContain(`…\n-# flux`);
  });

  test('tells what is missing, and why', () => {
    const job = succeededJob({ success: { nsfwDetected: true } });
    const files = { ...ALL_THERE, fates: [{ outcome: 'too_large', bytes: 12_582_912 }], unreachable: 1 } as const;
    const { content } = resultMessage(job, files);
    expect(content).toContain('The service marked this as sensitive and may have blanked it.');
    expect(content).toContain('1 file could not be fetched from the service.');
    expect(content).toContain('Too large to attach here: 12.0 MiB; the limit is 10.0 MiB. The bot has kept its copy.');
  });

  test('offers to make the same again', () => {
    expect(resultMessage(succeededJob(), ALL_THERE).components).toMatchObject([{ components: [{ label: 'Again' }] }]);
  });
});

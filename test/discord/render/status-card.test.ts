import { describe, expect, test } from 'vitest';
import { statusCard } from '#discord/render/status-card.ts';
import type { Job } from '#domain/job.ts';
import {
  CHANNEL_ID,
  failedJob,
  GUILD_ID,
  JOB_ID,
  queuedJob,
  runningJob,
  SHORT_ID,
  succeededJob,
  WORST_PROMPTS,
} from '#test/discord/support/jobs.ts';

const titleOf = (job: Job, options = {}) => statusCard(job, options).embeds?.[0]?.title;

describe('the card of a job on its way', () => {
  test('shows kind, prompt, model, size and id, and a way out', () => {
    const { content, embeds, components } = statusCard(queuedJob({ request: { count: 4 } }), { ahead: 0 });
    expect(content).toBe('');
    expect(embeds).toMatchObject([
      {
        title: 'Next in the queue',
        description: 'a bower of blue things',
        fields: [
          { name: 'Kind', value: 'image' },
          { name: 'Model', value: 'flux' },
          { name: 'Size', value: '16:9, 4 images' },
        ],
        footer: { text: `job ${SHORT_ID}` },
      },
    ]);
    expect(components).toMatchObject([{ components: [{ label: 'Cancel', custom_id: `bb1:cancel:${JOB_ID}` }] }]);
  });

  test('tells the place in the queue, then that it is being made and when it will be ready', () => {
    expect(titleOf(queuedJob(), { ahead: 3 })).toBe('Number 4 in the queue');
    expect(titleOf(runningJob())).toBe('Being made');
    expect(titleOf(runningJob({ etaAt: 1_800_000_012_000 }))).toBe('Being made, ready <t:1800000012:R>');
  });
});

describe('the card of an ended job', () => {
  test('does not call done what could not be fetched', () => {
    expect(statusCard(succeededJob(), { failed: true }).content).toContain('image: not made');
  });

  test('is one line that leads to the message, without embed and buttons', () => {
    expect(statusCard(succeededJob(), { resultMessageId: '77' })).toStrictEqual({
      content: `-# image: done · [see the message](https://discord.com/channels/${GUILD_ID}/${CHANNEL_ID}/77) · job ${SHORT_ID}`,
      embeds: [],
      components: [],
      allowed_mentions: { parse: [] },
    });
  });

  test('leads into direct messages where it was asked there', () => {
    const { content } = statusCard(succeededJob({ guildId: null }), { resultMessageId: '77' });
    expect(content).toContain(`(https://discord.com/channels/@me/${CHANNEL_ID}/77)`);
  });

  test('has no link where there is no message', () => {
    expect(statusCard(succeededJob()).content).not.toContain('https://');
  });

  test.each([
    ['failed', 'not made'],
    ['expired', 'given up'],
    ['cancelled', 'cancelled'],
  ] as const)('says how it ended: %s', (state, words) => {
    expect(statusCard(failedJob('internal', { state })).content).toContain(`image: ${words}`);
  });
});

test.each(WORST_PROMPTS)('a card fits and pings nobody, with the worst of prompts (%#)', (prompt) => {
  const request = { prompt, model: '_'.repeat(100) };
  for (const job of [queuedJob({ request }), runningJob({ request }), succeededJob({ request })]) {
    const { content, embeds, allowed_mentions } = statusCard(job, { ahead: 9_999, resultMessageId: '1'.repeat(20) });
    expect(allowed_mentions).toStrictEqual({ parse: [] });
    expect(content?.length).toBeLessThanOrEqual(2000);
    for (const { title, description, fields } of embeds ?? []) {
      expect(title?.length).toBeLessThanOrEqual(256);
      expect(description?.length).toBeLessThanOrEqual(4096);
      for (const { value } of fields ?? []) expect(value.length).toBeLessThanOrEqual(1024);
    }
  }
});

import { describe, expect, test } from 'vitest';
import { statusCard } from '#discord/render/status-card.ts';
import type { Job } from '#domain/job.ts';
import {
  CHANNEL_ID,
  failedJob,
  GUILD_ID,
  inputsOf,
  JOB_ID,
  promptless,
  queuedJob,
  runningJob,
  SHORT_ID,
  succeededJob,
  WORST_PROMPTS,
  worstOptions,
} from '#test/discord/support/jobs.ts';
import { expectToFit } from '#test/discord/support/limits.ts';

const titleOf = (job: Job, options = {}) => statusCard(job, options).embeds?.[0]?.title;

const fieldsOf = (job: Job) => (statusCard(job).embeds?.[0]?.fields ?? []).map(({ name, value }) => [name, value]);

describe('the card of a job on its way', () => {
  test('shows kind, prompt, model, settings and id, and a way out', () => {
    const { content, embeds, components } = statusCard(queuedJob({ options: { count: 4 } }), { ahead: 0 });
    expect(content).toBe('');
    expect(embeds).toMatchObject([
      {
        title: 'Next in the queue',
        description: 'a bower of blue things',
        fields: [
          { name: 'Kind', value: 'image' },
          { name: 'Model', value: 'flux' },
          { name: 'Settings', value: '16:9, 4 files' },
        ],
        footer: { text: `job ${SHORT_ID}` },
      },
    ]);
    expect(components).toMatchObject([{ components: [{ label: 'Cancel', custom_id: `bb1:cancel:${JOB_ID}` }] }]);
  });

  test('tells the place in the queue, then that it is being made and when it will be ready', () => {
    expect(titleOf(queuedJob(), { ahead: 3 })).toBe('Number 4 in the queue');
    expect(titleOf(runningJob())).toBe('Being made');
    expect(fieldsOf(runningJob({ etaAt: 1_800_000_012_000 }))).toContainEqual(['Ready', '<t:1800000012:R>']);
    expect(fieldsOf(runningJob()).map(([name]) => name)).not.toContain('Ready');
  });

  test('names the files where there is no prompt, and nothing where there is nothing', () => {
    const job = promptless(queuedJob({ request: { use: 'removebg', inputs: inputsOf('nest.png', 'egg_2.png') } }));
    expect(statusCard(job).embeds?.[0]?.description).toBe('nest.png, egg\\_2.png');
    const bare = promptless(queuedJob({ request: { use: 'workflow', options: {} } }));
    expect(statusCard(bare).embeds?.[0]).not.toHaveProperty('description');
    expect(fieldsOf(bare).map(([name]) => name)).toStrictEqual(['Kind', 'Model']);
  });

  test('names the model that it is with now', () => {
    const job = runningJob({ request: { model: 'apimart/gpt-image' }, movedFrom: 'modelslab/flux' });
    expect(fieldsOf(job)).toContainEqual(['Model', 'gpt-image']);
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
  const request = { prompt, model: `modelslab/${'_'.repeat(120)}`, options: worstOptions(prompt) };
  for (const job of [queuedJob({ request }), runningJob({ request }), succeededJob({ request })]) {
    const { content, embeds, allowed_mentions } = statusCard(job, { ahead: 9_999, resultMessageId: '1'.repeat(20) });
    expect(allowed_mentions).toStrictEqual({ parse: [] });
    expect(content?.length).toBeLessThanOrEqual(2000);
    for (const embed of embeds ?? []) expectToFit(embed);
  }
});

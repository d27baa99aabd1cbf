import { describe, expect, test } from 'vitest';
import { jobDetails } from '#discord/render/job-details.ts';
import { jobList } from '#discord/render/job-list.ts';
import { FAILURE_RULES } from '#domain/failure.ts';
import {
  CHANNEL_ID,
  failedJob,
  GUILD_ID,
  inputsOf,
  promptless,
  queuedJob,
  runningJob,
  SHORT_ID,
  succeededJob,
  WORST_PROMPTS,
  worstOptions,
} from '#test/discord/support/jobs.ts';
import { expectToFit } from '#test/discord/support/limits.ts';

const fieldOf = (view: ReturnType<typeof jobDetails>, name: string) =>
  view.embeds[0]?.fields?.find((field) => field.name === name)?.value;

describe('the list of one’s jobs', () => {
  test('has a line for each, with a link to its message', () => {
    const list = jobList([
      { job: succeededJob(), messageId: '77' },
      { job: queuedJob(), messageId: undefined },
    ]);
    expect(list).toStrictEqual({
      embeds: [
        {
          title: 'Your latest jobs here',
          description: [
            `\`${SHORT_ID}\` image, done · a bower of blue things · <t:1800000000:R> · [message](https://discord.com/channels/${GUILD_ID}/${CHANNEL_ID}/77)`,
            `\`${SHORT_ID}\` image, in the queue · a bower of blue things · <t:1800000000:R>`,
          ].join('\n'),
        },
      ],
    });
  });

  test('has a line also for what has no words', () => {
    const job = promptless(succeededJob({ request: { use: 'workflow' } }));
    const list = jobList([{ job, messageId: undefined }]);
    expect('embeds' in list && list.embeds[0]?.description).toBe(`\`${SHORT_ID}\` workflow, done · <t:1800000000:R>`);
  });

  test('says what to do where there is none', () => {
    expect(jobList([])).toStrictEqual({
      content: 'You have asked for nothing here yet. `/imagine` makes your first image.',
    });
  });

  test.each(WORST_PROMPTS)('fits with ten jobs of the worst prompts (%#)', (prompt) => {
    const request = { prompt, use: 'edit' } as const;
    const row = { job: succeededJob({ request }), messageId: '1'.repeat(20) };
    const list = jobList(Array.from({ length: 10 }, () => row));
    const description = 'embeds' in list ? list.embeds[0]?.description : undefined;
    expect(description?.split('\n')).toHaveLength(10);
    expect(description?.length).toBeLessThanOrEqual(4096);
  });
});

describe('everything about one job', () => {
  test('is there: prompt, settings and where its message is', () => {
    const view = jobDetails(succeededJob({ options: { negative: 'red' } }), {
      state: 'delivered',
      messageId: '77',
    });
    expect(view.embeds[0]).toMatchObject({ title: `image ${SHORT_ID}`, description: 'a bower of blue things' });
    expect(view.embeds[0]?.fields?.map(({ name, value }) => [name, value])).toStrictEqual([
      ['State', 'done'],
      ['Model', 'flux'],
      ['Settings', '16:9'],
      ['Seed', '7'],
      ['Asked', '<t:1800000000:R>'],
      ['Message', `[here](https://discord.com/channels/${GUILD_ID}/${CHANNEL_ID}/77)`],
      ['Kept out', 'red'],
    ]);
  });

  test('tells what the job is with now and what was asked for, and no seed that was not used', () => {
    const job = succeededJob({ request: { model: 'apimart/gpt-image' }, movedFrom: 'modelslab/flux' });
    expect(fieldOf(jobDetails(job, undefined), 'Model')).toBe('gpt-image, instead of flux');
    expect(fieldOf(jobDetails(job, undefined), 'Seed')).toBeUndefined();
  });

  test('is there without prompt, settings and seed too', () => {
    const job = promptless(succeededJob({ request: { use: 'upscale', options: {}, inputs: inputsOf('nest.png') } }));
    const [embed] = jobDetails(job, undefined).embeds;
    expect(embed).toMatchObject({ title: `larger image ${SHORT_ID}`, description: 'nest.png' });
    expect(embed?.fields?.map(({ name }) => name)).toStrictEqual(['State', 'Model', 'Asked', 'Message']);
    const bare = promptless(succeededJob({ request: { use: 'workflow', options: {} } }));
    expect(jobDetails(bare, undefined).embeds[0]).not.toHaveProperty('description');
  });

  test('shows the whole of the longest prompt, where it is ordinary words', () => {
    const prompt = 'word '.repeat(500).trim();
    expect(jobDetails(queuedJob({ request: { prompt } }), undefined).embeds[0]?.description).toBe(prompt);
  });

  test('says what went wrong', () => {
    const { text } = FAILURE_RULES.provider_down;
    expect(fieldOf(jobDetails(failedJob('provider_down'), undefined), 'State')).toBe(`failed: ${text}`);
  });

  test('does not call a job done whose message had to say that it was not', () => {
    const delivery = { state: 'delivered', messageId: '77', failure: { reason: 'result_unreachable' } } as const;
    const { text } = FAILURE_RULES.result_unreachable;
    expect(fieldOf(jobDetails(succeededJob(), delivery), 'State')).toBe(`failed: ${text}`);
  });

  test.each([
    [undefined, queuedJob(), 'comes when the job has ended'],
    [{ state: 'due' } as const, succeededJob(), 'on its way'],
    [
      { state: 'undeliverable' } as const,
      succeededJob(),
      'could not be posted: the channel is gone or closed to the bot',
    ],
    [{ state: 'delivered' } as const, succeededJob(), 'was posted'],
  ])('tells where the message is: %j', (delivery, job, words) => {
    expect(fieldOf(jobDetails(job, delivery), 'Message')).toBe(words);
  });

  test('tells when a running job will be ready', () => {
    const view = jobDetails(runningJob({ etaAt: 1_800_000_012_000 }), undefined);
    expect(fieldOf(view, 'State')).toBe('being made, ready <t:1800000012:R>');
  });

  test.each(WORST_PROMPTS)('fits with the worst of prompts (%#)', (prompt) => {
    const model = `modelslab/${'_'.repeat(120)}`;
    const request = { prompt, model, options: worstOptions(prompt) };
    const delivery = { state: 'delivered', messageId: '1'.repeat(20) } as const;
    const jobs = [succeededJob({ request }), failedJob('invalid_input', { request, movedFrom: model })];
    for (const embed of jobs.flatMap((job) => jobDetails(job, delivery).embeds)) expectToFit(embed);
  });
});

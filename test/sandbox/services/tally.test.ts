import { expect, test } from 'vitest';
import { proofOf } from '#sandbox/proof.ts';
import { trackedIn } from '#sandbox/services/track-id.ts';
import { IMAGE, startApimart, submit as submitApimart } from '#test/sandbox/apimart/service.ts';
import { startEachlabs, submit as submitEachlabs } from '#test/sandbox/eachlabs/service.ts';
import { startService, submit as submitModelslab } from '#test/sandbox/modelslab/service.ts';
import { startReceiver } from './receiver.ts';

const JOB = '01k8zz0000000000000000abcd';
const TRACK_ID = `5k3_image_7x1_${JOB}_1q2w3e4r`;

test('the bot’s job stands in a track id, alone or in the address of a webhook', () => {
  const tracked = { trackId: TRACK_ID, jobId: JOB };
  for (const text of [
    TRACK_ID,
    `https://bot.example/webhooks/apimart/${TRACK_ID}`,
    `https://x/webhooks/${TRACK_ID}/callback`,
  ])
    expect(trackedIn(text)).toStrictEqual(tracked);
  for (const text of [
    '',
    undefined,
    48_211,
    'https://bot.example/webhooks/modelslab/workflows/some_token',
    'a_image_b_c',
  ])
    expect(trackedIn(text)).toBeUndefined();
});

test.each([
  [
    'modelslab',
    async (url: string) => {
      const service = await startService();
      return { service, submit: () => submitModelslab(service, { webhook: `${url}/${TRACK_ID}`, track_id: TRACK_ID }) };
    },
  ],
  [
    'apimart',
    async (url: string) => {
      const service = await startApimart();
      return { service, submit: () => submitApimart(service, { ...IMAGE, webhook: `${url}/${TRACK_ID}` }) };
    },
  ],
  [
    'eachlabs',
    async (url: string) => {
      const service = await startEachlabs();
      return { service, submit: () => submitEachlabs(service, { webhook_url: `${url}/${TRACK_ID}` }) };
    },
  ],
] as const)('%s: submits and callbacks are counted by the bot’s own ids', async (_name, start) => {
  const receiver = await startReceiver(200);
  const { service, submit } = await start(receiver.url);
  expect(service.submitsOf(JOB)).toStrictEqual({ received: 0, taken: 0 });
  service.plan({ submit: 'rate_limit', times: 1 });
  await submit();
  expect(service.submitsOf(JOB)).toStrictEqual({ received: 1, taken: 0 });
  await submit();
  await receiver.next(1);
  await service.waitForJob(({ callbackStatuses }) => callbackStatuses.length === 1);
  expect(service.submitsOf(TRACK_ID)).toStrictEqual({ received: 2, taken: 1 });
  expect(service.callbacksOf(JOB)).toStrictEqual([200]);
  expect(service.tally()).toMatchObject({
    submits: { received: 2, taken: 1, takenTwice: [] },
    callbacks: { sent: 1, acknowledged: 1 },
  });
  await submit();
  expect(service.submitsOf(JOB).taken).toBe(2);
  expect(service.tally().submits.takenTwice).toStrictEqual([JOB]);
});

test('a submit whose answer was lost has been taken all the same', async () => {
  const service = await startService();
  service.plan({ submit: 'reset', times: 1 });
  await expect(submitModelslab(service, { track_id: TRACK_ID })).rejects.toThrow();
  expect(service.submitsOf(JOB)).toStrictEqual({ received: 1, taken: 1 });
});

test('a proof names the jobs that were lost, doubled or submitted twice, also at two services', () => {
  const taken = (...ids: readonly string[]) => ({
    submitsOf: (id: string) => ({ received: 9, taken: ids.filter((one) => one === id).length }),
  });
  const services = { modelslab: taken('a', 'b'), apimart: taken('b', 'c') };
  const verdict = { lost: ['a'], doubled: ['c'] };
  const discord = { results: { of: () => 1, judge: () => verdict } };
  expect(proofOf({ discord, services }, ['a', 'b', 'c'])).toStrictEqual({ ...verdict, submittedTwice: ['b'] });
});

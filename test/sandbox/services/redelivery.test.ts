import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import type { PretendService } from '#sandbox/services/operator.ts';
import { IMAGE, startApimart, submit as submitApimart } from '#test/sandbox/apimart/service.ts';
import { startEachlabs, submit as submitEachlabs } from '#test/sandbox/eachlabs/service.ts';
import { startService, submit as submitModelslab } from '#test/sandbox/modelslab/service.ts';
import { freePort } from '#test/support/free-port.ts';
import { startReceiver } from './receiver.ts';

// ModelsLab promises no second try; each::labs tries three times, APIMart four unless the answer is a 4xx.

const SERVICES = {
  modelslab: async (timeScale: number) => {
    const service = await startService({ timeScale });
    return { service, submit: (webhook: string) => submitModelslab(service, { webhook }) };
  },
  apimart: async (timeScale: number) => {
    const service = await startApimart({ timeScale });
    return { service, submit: (webhook: string) => submitApimart(service, { ...IMAGE, webhook }) };
  },
  eachlabs: async (timeScale: number) => {
    const service = await startEachlabs({ timeScale });
    return { service, submit: (webhook_url: string) => submitEachlabs(service, { webhook_url }) };
  },
} as const;

const told = async (service: PretendService, tries: number) =>
  (await service.waitForJob(({ callbackStatuses }) => callbackStatuses.length >= tries)).callbackStatuses;

/** Resolves when every try that a service could still have in mind at this time scale would have come. */
async function allTriesOver(timeScale: number): Promise<void> {
  const { service, submit } = await SERVICES.apimart(timeScale * 2);
  const deaf = await startReceiver(503);
  await submit(deaf.url);
  await told(service, 4);
}

const FAST = 0.0005;

test.each([
  ['modelslab', 1],
  ['eachlabs', 3],
  ['apimart', 4],
] as const)('%s calls a bot that answers 503 %i times in all, and one that is away as often', async (name, tries) => {
  const { service, submit } = await SERVICES[name](FAST);
  const deaf = await startReceiver(503);
  await submit(deaf.url);
  expect(await told(service, tries)).toStrictEqual(Array(tries).fill(503));
  await submit(`http://127.0.0.1:${await freePort()}/hook`);
  await service.waitForJob(
    ({ callbackStatuses: [first], callbackStatuses: { length } }) => first === 0 && length >= tries,
  );
  await allTriesOver(FAST);
  expect(service.jobs().map(({ callbackStatuses }) => callbackStatuses.length)).toStrictEqual([tries, tries]);
  expect(service.tally().callbacks).toMatchObject({ sent: 2 * tries, refused: tries, unanswered: tries });
});

test.each(['eachlabs', 'apimart'] as const)('%s reaches a bot that comes back between two tries', async (name) => {
  const { service, submit } = await SERVICES[name](0.05);
  const port = await freePort();
  await submit(`http://127.0.0.1:${port}/hook`);
  await told(service, 1);
  const server: Server = createServer((_request, response) => void response.end());
  onTestFinished(() => void server.close());
  server.listen(port, '127.0.0.1');
  expect(await told(service, 2)).toStrictEqual([0, 200]);
});

test('the waits between tries are as documented, each::labs’ ten seconds and APIMart’s ten, thirty and sixty', async () => {
  const scale = 0.01;
  for (const [name, waits] of [
    ['eachlabs', [10, 10]],
    ['apimart', [10, 30, 60]],
  ] as const) {
    const { service, submit } = await SERVICES[name](scale);
    const times: number[] = [];
    service.subscribe(({ callbackStatuses }) => {
      if (callbackStatuses.length > times.length) times.push(performance.now());
    });
    const deaf = await startReceiver(503);
    await submit(deaf.url);
    await told(service, waits.length + 1);
    const gaps = times.slice(1).map((at, index) => (at - (times[index] ?? 0)) / (1000 * scale));
    for (const [index, wait] of waits.entries()) {
      // A timer is never early by more than a millisecond; how late it is, is the machine's affair.
      expect(gaps[index]).toBeGreaterThan(wait - 0.2);
      expect(gaps[index]).toBeLessThan(wait * 4);
    }
  }
});

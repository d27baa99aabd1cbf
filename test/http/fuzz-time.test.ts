import { expect, it } from 'vitest';
import { sweep } from '#test/http/fuzz/bodies.ts';
import { createServices, signatureOf } from '#test/http/fuzz/service-stage.ts';

const CHARACTERS = 60_000;
const fill = (text: string) => JSON.stringify(text.repeat(CHARACTERS / text.length));

/** Texts that make an expression take quadratic time when it has not been asked how long it takes. */
const TEXTS = [fill(' '), fill('https://media.test/'), fill('model not '), fill('a_')];

/** Reading one takes a millisecond or two; what takes quadratic time takes a second and more. */
const READING_MAX_MS = 500;

it('no text in any field of a callback keeps the process from everything else', () => {
  const services = createServices({ warn: () => {} });
  const slow: string[] = [];
  for (const { service, body } of sweep(TEXTS)) {
    const from = process.cpuUsage();
    services.get(service)?.readCallback({ jobId: 'job', body, headers: signatureOf(service, body) });
    const { user, system } = process.cpuUsage(from);
    if (user + system < READING_MAX_MS * 1_000) continue;
    slow.push(`${service}, ${Math.round((user + system) / 1_000)} ms: ${Buffer.from(body).toString().slice(0, 150)}`);
    if (slow.length === 3) break;
  }
  expect(slow).toStrictEqual([]);
});

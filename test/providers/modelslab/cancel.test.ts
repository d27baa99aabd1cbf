import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LocalService } from '#test/providers/local-service.ts';
import { startService } from '#test/providers/local-service.ts';
import { connect } from './bench.ts';

let service: LocalService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service[Symbol.asyncDispose]());

const cancel = (family: string) => connect(service.apiUrl).cancel?.({ family, taskId: 'F5jvdzGnYi' });

it.each(['images', 'realtime', 'image_editing', 'interior', 'video', 'voice', '3d'])(
  'of a generation nothing can be asked, and nothing is: %s',
  async (family) => {
    await cancel(family);
    expect(service.seen).toStrictEqual([]);
  },
);

it('of ways that are spelt differently, the second is gone only where the first is not known', async () => {
  service.answer(404, { message: 'The route could not be found.' });
  await cancel('training');
  const tried = service.seen.length;
  expect(tried).toBeGreaterThan(1);
  service.answer(200, { status: 'success' });
  await cancel('training');
  expect(service.seen).toHaveLength(tried + 1);
});

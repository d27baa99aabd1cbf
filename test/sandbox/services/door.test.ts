import { expect, onTestFinished, test } from 'vitest';
import { openDoor } from '#sandbox/services/door.ts';

test('a door that is shut refuses connections, with nothing sent, and opens again at the same address', async () => {
  const door = await openDoor();
  onTestFinished(() => door.close());
  door.app.get('/', (_, response) => void response.send('here'));
  const knock = async () => (await fetch(door.baseUrl())).text();
  expect(await knock()).toBe('here');
  door.swing(false);
  door.swing(false);
  await expect(knock()).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  door.swing(true);
  await expect.poll(() => knock().catch(() => 'not yet')).toBe('here');
});

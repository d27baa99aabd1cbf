import { once } from 'node:events';
import { createServer } from 'node:net';
import { onTestFinished } from 'vitest';

type Connect = (this: unknown, request: unknown, address: string, port: number) => number;

/** What the system answers when nobody listens there. */
const CONNECTION_REFUSED = -111;

/**
 * Sees every TCP connection that this process begins, at the door to the system: below every library, for every address
 * of a name. Lets those to `letThrough` pass; all others are written down and refused, so that a test can name real public
 * addresses without reaching one. Over when the test is.
 */
export async function watchDials(letThrough: readonly string[] = []): Promise<readonly string[]> {
  const dials: string[] = [];
  const door = await findDoor();
  const restore = (['connect', 'connect6'] as const).map((name) => {
    const original: Connect = Reflect.get(door, name);
    const watched: Connect = function (request, address, port) {
      const target = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
      dials.push(target);
      return letThrough.includes(target) ? Reflect.apply(original, this, [request, address, port]) : CONNECTION_REFUSED;
    };
    Reflect.set(door, name, watched);
    return () => Reflect.set(door, name, original);
  });
  onTestFinished(() => {
    for (const undo of restore) undo();
  });
  return dials;
}

/** What every TCP handle of this process inherits its `connect` from. */
async function findDoor(): Promise<object> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const door: unknown = Object.getPrototypeOf(Reflect.get(server, '_handle'));
  server.close();
  await once(server, 'close');
  if (typeof door !== 'object' || door === null || !Object.hasOwn(door, 'connect6'))
    throw new Error('The door has moved.');
  return door;
}

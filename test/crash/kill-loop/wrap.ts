import { randomBytes } from 'node:crypto';
import type { Protection } from './points.ts';

let armed = '';
let passesLeft = 0;
let missing = '';

export function arm(point: string, pass: number): void {
  armed = point;
  passesLeft = pass;
}

export function takeAway(protection: string): void {
  missing = protection;
}

/** Ends the process here and now, if this is the point and the pass. */
export function at(point: string): void {
  if (point !== armed) return;
  passesLeft -= 1;
  if (passesLeft === 0) process.kill(process.pid, 'SIGKILL');
}

type Call = (...given: readonly unknown[]) => unknown;

/** What the creators' objects are called in the names of the points. */
const NAMES: Readonly<Record<string, string>> = {
  openStorage: 'storage',
  createProviders: 'provider',
  createMediaStore: 'media',
  createMessenger: 'messenger',
};

const isWithout = (protection: Protection): boolean => missing === protection;

/** Only what is still on its way when the bot looks needs the nonce; so far apart do kills and starts not lie here. */
const looksInVain = (): boolean => isWithout('look before repeat') || isWithout('nonce and look');

const findsNothing = async () => undefined;

/** An exported function whose answers are watched. */
export function wrap(name: string, original: Call): Call {
  if (name === 'nonceOf') return isWithout('nonce and look') ? () => randomBytes(12).toString('hex') : original;
  if (name === 'createFindPosted') return looksInVain() ? () => findsNothing : original;
  return (...given) => watched(NAMES[name] ?? name, original(...given));
}

function watched(name: string, made: unknown): unknown {
  if (made instanceof Promise) return made.then((value) => watched(name, value));
  if (made instanceof Map) return new Map([...made].map(([key, value]) => [key, watched(name, value)]));
  if (!isRecord(made)) return made;
  const whole = name === 'deliveries' && isWithout('mark after post') ? markFirst(made) : made;
  const parts = Object.entries(whole).map(([key, value]) => [key, part(name, key, value)]);
  return Object.fromEntries(parts);
}

function part(name: string, key: string, value: unknown): unknown {
  if (isRecord(value) && Object.values(value).some((each) => typeof each === 'function')) return watched(key, value);
  return isCall(value) ? watchedCall(`${name}.${key}`, value) : value;
}

function watchedCall(name: string, call: Call): Call {
  const run = isWithout('unknown fate') && name === 'jobs.requeueStranded' ? requeueAll(call) : call;
  return (...given) => {
    at(`before ${name}`);
    const answer = run(...given);
    if (answer instanceof Promise)
      return answer.then((value) => {
        at(`after ${name}`);
        return value;
      });
    at(`after ${name}`);
    return answer;
  };
}

/** Submits of unknown fate are sent again, whether or not the provider would recognise it. */
const requeueAll =
  (call: Call): Call =>
  (stranded) =>
    call({ ...(isRecord(stranded) ? stranded : {}), providers: ['modelslab', 'apimart', 'eachlabs'] });

/** What is taken in hand counts as delivered before it is. */
function markFirst(deliveries: Record<string, unknown>): Record<string, unknown> {
  const { claimDue, markDelivered } = deliveries;
  if (!isCall(claimDue) || !isCall(markDelivered)) throw new Error('The outbox has other methods than it had');
  return {
    ...deliveries,
    claimDue: async (claim: unknown) => {
      const delivery = await claimDue(claim);
      if (isRecord(delivery)) await markDelivered(delivery.id, { now: Date.now() });
      return delivery;
    },
  };
}

const isCall = (value: unknown): value is Call => typeof value === 'function';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

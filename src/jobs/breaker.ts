import type { Kind } from '#domain/kind.ts';
import type { Clock } from '#domain/ports/clock.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { Backoff } from './backoff.ts';
import { backoffMs } from './backoff.ts';
import type { Journal } from './journal.ts';

/**
 * A circuit breaker for each way to a provider: its submits, kind by kind, and its polls. A way is closed after so many
 * proofs of trouble in a row. When its wait is over, one call at a time is let through to see how things are; the first
 * that goes well opens the way for all, one that does not closes it for longer. In memory: after a restart the first few
 * calls find out again.
 */
export type Breaker = { readonly enter: (way: Way) => Entry };

export type Way = { readonly provider: string; readonly leadsTo: Kind | 'polls' };

export type Entry =
  /** To be left again, once, whatever happens: until then nobody else may be let through. */
  | { readonly admitted: true; readonly leave: (told: Told) => void }
  /** `openAt`: when the way may be open again. */
  | { readonly admitted: false; readonly why: 'trouble' | 'throttled'; readonly openAt: number };

/** What a call told about its provider. A refusal of what was asked for is `well`: whoever refuses is there. */
export type Told =
  | { readonly told: 'well' }
  | { readonly told: 'trouble'; readonly detail: string }
  | { readonly told: 'throttled'; readonly forMs: number };

type Deps = {
  readonly clock: Pick<Clock, 'now'>;
  readonly random: () => number;
  readonly journal: Journal;
  readonly logger: Logger;
};

/** One may be chance and two a coincidence; what is sent in vain until the third is what a hiccup of the line costs. */
export const TROUBLES_TO_CLOSE = 3;

/**
 * From 5 s, about a restart over there, to 5 min: an outage of hours costs a dozen jobs an hour at most, and nobody waits
 * longer than that for a service that is back.
 */
export const WAY_BACKOFF: Backoff = { baseMs: 5_000, capMs: 5 * 60_000 };

/** While one call is finding out. Most answers come within seconds; whoever asks again too early is only sent away again. */
const FINDING_OUT_MS = 10_000;

export function createBreaker(deps: Deps): Breaker {
  const ways = new Map<string, (now: number) => Entry>();
  return {
    enter: (way) => {
      const name = `${way.provider} ${way.leadsTo}`;
      const enter = ways.get(name) ?? createWay(way, deps);
      ways.set(name, enter);
      return enter(deps.clock.now());
    },
  };
}

type Closed = { readonly since: number; readonly forMs: number; readonly why: 'trouble' | 'throttled' };

function createWay(way: Way, deps: Deps): (now: number) => Entry {
  const { clock, random } = deps;
  const announce = createAnnouncement(way, deps);
  /** In a row, while the way is open. */
  let troubles = 0;
  /** In a row, without a good answer in between. */
  let closings = 0;
  let closed: Closed | undefined;
  let findingOut = false;
  /** What was sent before the last change says nothing about how things are now. */
  let era = 0;

  function become(next: Closed | undefined): void {
    if (next === closed) return;
    closed = next;
    findingOut = false;
    era += 1;
  }

  function learn(told: Told): void {
    if (told.told === 'trouble') learnOfTrouble(told.detail);
    else learnOfLife(told.told === 'throttled' ? told.forMs : undefined);
  }

  function learnOfTrouble(detail: string): void {
    troubles += 1;
    if (!closed && troubles < TROUBLES_TO_CLOSE) return;
    closings += 1;
    announce('down', detail);
    become({ since: clock.now(), forMs: backoffMs(closings, WAY_BACKOFF, random), why: 'trouble' });
  }

  function learnOfLife(throttledMs: number | undefined): void {
    troubles = 0;
    closings = 0;
    announce('recovered');
    become(throttledMs === undefined ? undefined : { since: clock.now(), forMs: throttledMs, why: 'throttled' });
  }

  function admit(): Entry {
    const mine = era;
    return { admitted: true, leave: (told) => (mine === era ? learn(told) : undefined) };
  }

  return (now) => {
    if (!closed) return admit();
    const { since, forMs, why } = closed;
    // A clock that was set back must not keep a way closed.
    if (now >= since && now < since + forMs) return { admitted: false, why, openAt: since + forMs };
    if (findingOut) return { admitted: false, why, openAt: now + FINDING_OUT_MS };
    findingOut = true;
    era += 1;
    return admit();
  };
}

/** Says each change once, to whoever reads the log and whoever counts. */
function createAnnouncement(way: Way, { journal, logger }: Deps) {
  let said: 'down' | 'recovered' = 'recovered';
  return (state: typeof said, detail?: string): void => {
    if (state === said) return;
    said = state;
    if (state === 'down')
      logger.warn({ event: 'provider_down', ...way, detail }, 'a provider is in trouble; its jobs wait');
    else logger.info({ event: 'provider_recovered', ...way }, 'a provider is out of trouble');
    journal.provider?.({ ...way, state });
  };
}

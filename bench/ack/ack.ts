import type { Bench, Figure, Goal } from '#bench/figure.ts';
import { median, quantile } from '#bench/figure.ts';
import { closedLoop } from '#bench/load/closed-loop.ts';
import type { OpenLoop } from '#bench/load/open-loop.ts';
import { openLoop, poissonInstants } from '#bench/load/open-loop.ts';
import { seededRandom } from '#bench/load/random.ts';
import type { Rounds, Trial } from './side-by-side.ts';
import { sideBySide } from './side-by-side.ts';

const ROUNDS = 3;
const CONNECTIONS = 64;
const SECONDS = 5;

/** More than any receiver here can answer in a round. */
const REQUESTS_OF_A_ROUND = 45_000 * SECONDS;

/** Callbacks acknowledged a second over connections that stay open. */
export const ack: Bench = async () => {
  const rounds = await sideBySide(
    (port, requests) => closedLoop(port, requests, { connections: CONNECTIONS, seconds: SECONDS }),
    { rounds: ROUNDS, requests: REQUESTS_OF_A_ROUND },
  );
  const of = (name: keyof typeof rounds) => median(rounds[name].map(({ perSecond }) => perSecond));
  const bare = of('bare-express');
  const failed = rounds.bowerbird.reduce((sum, round) => sum + round.failed, 0);
  return [
    {
      name: `durable acknowledgements a second against bare Express, ${CONNECTIONS} connections`,
      ratio: failed > 0 ? 0 : of('bowerbird') / bare,
      goal: { atLeast: 0.8 },
      control: { name: 'a transaction for each callback', ratio: of('one-transaction') / bare },
      detail: `${of('bowerbird').toFixed(0)} against ${bare.toFixed(0)}; ${failed} failed`,
    },
  ];
};

const PER_SECOND = 1_000;
const OPEN_SECONDS = 4;

/** The control needs minutes for its backlog on the slowest disk. */
const OPEN_ROUNDS = 1;

/** The time to the answer at 1,000 new connections a second, on this disk and on slower ones. */
export const ackNewConnections: Bench = async () => {
  const trial = newConnections;
  const rounds = { rounds: OPEN_ROUNDS, requests: PER_SECOND * OPEN_SECONDS };
  return [
    latency('p99 at 1,000 new connections a second', await sideBySide(trial, rounds), { atMost: 1.5 }),
    latency('the same, 1 ms more for each fsync', await sideBySide(trial, { ...rounds, slowerByMs: 1 }), {
      atMost: 1.5,
    }),
    latency('the same, 4 ms more for each fsync', await sideBySide(trial, { ...rounds, slowerByMs: 4 }), {
      atMost: 2.5,
    }),
  ];
};

const newConnections: Trial<OpenLoop> = (port, requests) => {
  const all = [...iterate(requests)];
  const instants = poissonInstants(PER_SECOND, all.length, seededRandom(1));
  return openLoop(port, all, (index) => instants[index] ?? 0);
};

function latency(name: string, rounds: Rounds<OpenLoop>, goal: Goal): Figure {
  const p99 = (of: keyof typeof rounds) => median(rounds[of].map(({ latenciesMs }) => quantile(latenciesMs, 0.99)));
  const failed = rounds.bowerbird.reduce((sum, round) => sum + round.failed, 0);
  const bare = p99('bare-express');
  return {
    name,
    ratio: failed > 0 ? Number.POSITIVE_INFINITY : p99('bowerbird') / bare,
    goal,
    control: { name: 'a transaction for each callback', ratio: p99('one-transaction') / bare },
    detail: `${p99('bowerbird').toFixed(1)} ms against ${bare.toFixed(1)} ms; ${failed} refused or lost`,
  };
}

const AT_ONCE = 2_000;

/** On a slower disk, how long it takes until the last of 2,000 callbacks that come at one instant is acknowledged. */
export const ackBurst: Bench = async () => {
  const rounds = await sideBySide((port, requests) => openLoop(port, [...iterate(requests)], () => 0), {
    rounds: 5,
    requests: AT_ONCE,
    // On a disk that hardly takes time, one fsync for each is no worse.
    slowerByMs: 1,
  });
  const last = (of: keyof typeof rounds) => median(rounds[of].map(({ latenciesMs }) => Math.max(...latenciesMs)));
  const failed = rounds.bowerbird.reduce((sum, round) => sum + round.failed, 0);
  return [
    {
      name: `${AT_ONCE} callbacks at one instant, 1 ms more for each fsync, the last acknowledgement`,
      ratio: failed > 0 ? Number.POSITIVE_INFINITY : last('bowerbird') / last('bare-express'),
      goal: { atMost: 1.3 },
      control: { name: 'a transaction for each callback', ratio: last('one-transaction') / last('bare-express') },
      detail: `${last('bowerbird').toFixed(0)} ms against ${last('bare-express').toFixed(0)} ms; ${failed} failed`,
    },
  ];
};

function* iterate<T>(items: Iterator<T>): Generator<T> {
  for (let next = items.next(); !next.done; next = items.next()) yield next.value;
}

import type { Run } from './stage.ts';

/** A world in which the simulation once found a bug in the product. */
export type NamedSeed = Pick<Run, 'seed' | 'jobs' | 'rates'> & {
  /** What it was. */
  readonly bug: string;
};

/** More broken connections than usual, and uploads on a slow line. */
const SLOW_LINE = { 'discord: upload takes minutes': 0.2, 'discord: reset after': 0.1 };

/** More messages that are made without anybody being told. */
const LOST_ANSWERS = { 'discord: closed without an answer': 0.3 };

/**
 * They are played by every test run. A change of the world itself changes what happens in them; then another seed in which
 * the bug shows has to be found, by putting the bug back into a copy.
 */
export const NAMED_SEEDS: readonly NamedSeed[] = [
  {
    seed: 'A18',
    jobs: 200,
    rates: LOST_ANSWERS,
    bug: 'the look for an earlier message began at a time of our clock, which had been set ahead of Discord’s: it saw nothing',
  },
  {
    seed: 'B5',
    jobs: 200,
    rates: LOST_ANSWERS,
    bug: 'after a sleep or a clock set back the first try seemed recent: nobody looked, though the nonce was dead',
  },
  {
    seed: 'L3',
    jobs: 200,
    rates: SLOW_LINE,
    bug: 'a repeat that began while the nonce lived uploaded for minutes, and arrived when it was dead',
  },
  {
    seed: 'D1',
    jobs: 200,
    rates: SLOW_LINE,
    bug: 'the library repeated a slow upload by itself, minutes after the first one had made its message',
  },
  {
    seed: 'C9',
    jobs: 200,
    rates: { 'card comes, nobody is told': 0.5, 'discord: reset after': 0.2 },
    bug: 'after a follow-up of unknown fate the card was not edited when nobody had told its id, so a direct message came too',
  },
];

import type { Run } from '#test/simulation/stage.ts';
import { WITHOUT_GUARD } from './guarded-update.ts';
import { WITHOUT_HELD_ORDER } from './held-order.ts';
import { WITHOUT_LEASE } from './lease.ts';
import { WITHOUT_LOOK } from './look.ts';
import { WITHOUT_NONCE } from './nonce.ts';
import type { Sabotage } from './sabotage.ts';
import { WITHOUT_SETTLE_ONCE } from './settle-once.ts';
import { WITHOUT_STORE_FIRST } from './store-first.ts';
import { WITHOUT_UNKNOWN_FATE } from './unknown-fate.ts';

type Missing = {
  readonly sabotage: Sabotage;
  readonly breaks: string;
  /** What has to go wrong more often, so that it shows in a small world. */
  readonly rates?: Run['rates'];
};

/** Every protection, taken away, and the promise that breaks then. A ledger's reservation belongs here once there is a ledger. */
export const SABOTAGES: readonly Missing[] = [
  { sabotage: WITHOUT_GUARD, breaks: 'a job goes forward and ends once' },
  {
    sabotage: WITHOUT_NONCE,
    breaks: 'at most one message tells how a job ended',
    // What is still on its way when the next try looks for it: only Discord can tell the two apart.
    rates: { 'discord: slow': 0.9, 'discord: hangs after': 0.1 },
  },
  { sabotage: WITHOUT_LEASE, breaks: 'what is in hand is nobody else’s' },
  { sabotage: WITHOUT_UNKNOWN_FATE, breaks: 'at most one generation for a job' },
  {
    sabotage: WITHOUT_LOOK,
    breaks: 'at most one message tells how a job ended',
    rates: { 'discord: closed without an answer': 0.3 },
  },
  { sabotage: WITHOUT_STORE_FIRST, breaks: 'what was acknowledged is stored' },
  { sabotage: WITHOUT_SETTLE_ONCE, breaks: 'a job goes forward and ends once' },
  { sabotage: WITHOUT_HELD_ORDER, breaks: 'messages of one channel come in the order in which their jobs ended' },
];

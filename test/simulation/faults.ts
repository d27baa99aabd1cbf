import type { Random } from './random.ts';

/** What may go wrong at a boundary, and how often each time the boundary is crossed. Names are what the summary counts. */
export const RATES = {
  // The database.
  'write refused: busy': 0.002,
  'write refused: I/O error': 0.001,
  // Submitting. Only the first four prove that the service did not take the job.
  'submit refused': 0.02,
  'submit refused: service in trouble': 0.02,
  'submit throttled': 0.03,
  'submit unreachable': 0.02,
  'submit lost before the service took it': 0.02,
  'submit taken, answer lost': 0.03,
  'submit fails in our own code, not taken': 0.002,
  'submit fails in our own code, taken': 0.002,
  'submit answered at once': 0.03,
  'submit answered slowly': 0.05,
  // Generating.
  'generation fails': 0.06,
  'generation never ends': 0.01,
  'generation makes nothing but words': 0.03,
  // Calling back.
  'callback lost': 0.3,
  'callback doubled': 0.2,
  'callback reordered': 0.1,
  'callback late': 0.03,
  'callback before the answer': 0.05,
  'callback makes no sense': 0.02,
  'callback names another task': 0.01,
  'callback about progress': 0.3,
  'callback forged': 0.01,
  'acknowledgement lost': 0.03,
  // Polling.
  'poll unreachable': 0.1,
  'poll doubtful': 0.05,
  'poll fails in our own code': 0.01,
  'poll slow': 0.05,
  'stop refused': 0.3,
  // Fetching results.
  'result not there yet': 0.08,
  'result link broken until asked again': 0.04,
  'result gone for good': 0.02,
  'result slow': 0.05,
  'result very slow': 0.004,
  'our copy lost': 0.01,
  // Discord, each request.
  'discord: reset before': 0.015,
  'discord: reset after': 0.02,
  'discord: closed without an answer': 0.005,
  'discord: 5xx before': 0.015,
  'discord: 5xx after': 0.02,
  'discord: hangs before': 0.004,
  'discord: hangs after': 0.006,
  'discord: 429': 0.02,
  'discord: 429 for minutes': 0.002,
  'discord: slow': 0.03,
  'discord: upload takes minutes': 0.01,
  'discord: files too large': 0.02,
  'discord: message deleted': 0.02,
  // People.
  'interaction doubled': 0.05,
  'card late': 0.04,
  'card never comes': 0.04,
  'card comes, nobody is told': 0.03,
  'cancelled by its member': 0.06,
} as const;

export type Fault = keyof typeof RATES;

export type Faults = {
  /** Whether it happens now; counted when it does. */
  readonly happens: (fault: Fault) => boolean;
  /** Counts what was decided elsewhere, such as an outage. */
  readonly note: (fault: string) => void;
  /** From now on nothing goes wrong any more, so that everything owed can be brought home. */
  readonly cease: () => void;
  readonly areOver: () => boolean;
  readonly counts: () => Readonly<Record<string, number>>;
};

/** Throws the dice for every fault, each from a stream of its own. */
export function createFaults(random: Random, rates: Partial<Record<Fault, number>> = {}): Faults {
  const streams = new Map<Fault, Random>();
  const counts = new Map<string, number>();
  let over = false;

  const streamOf = (fault: Fault): Random => {
    const known = streams.get(fault) ?? random.fork(fault);
    streams.set(fault, known);
    return known;
  };
  const note = (fault: string) => void counts.set(fault, (counts.get(fault) ?? 0) + 1);

  return {
    happens: (fault) => {
      if (over || !streamOf(fault).chance(rates[fault] ?? RATES[fault])) return false;
      note(fault);
      return true;
    },
    note,
    cease: () => {
      over = true;
    },
    areOver: () => over,
    counts: () => Object.fromEntries([...counts].toSorted(([one], [other]) => (one < other ? -1 : 1))),
  };
}

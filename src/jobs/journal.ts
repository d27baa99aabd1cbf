import type { Failure } from '#domain/failure.ts';
import type { Kind } from '#domain/kind.ts';
import type { EndState } from '#domain/lifecycle.ts';
import type { CallbackVerdict } from '#domain/ports/job-store.ts';

/** What the use cases tell about themselves, for counting. Nothing depends on anybody listening. */
export type Journal = {
  readonly accepted: (kind: Kind, provider: string) => void;
  readonly ended: (kind: Kind, state: EndState, failure?: Failure) => void;
  readonly callback: (provider: string, verdict: CallbackVerdict) => void;
  readonly delivery: (outcome: 'delivered' | 'postponed' | 'undeliverable') => void;
  /** Told once when a provider gets into trouble with a kind of jobs, or with polls, and once when it is out of it. */
  readonly provider?: (change: {
    readonly provider: string;
    readonly leadsTo: Kind | 'polls';
    readonly state: 'down' | 'recovered';
  }) => void;
};

import { isTaken } from './delivery.ts';
import type { CallbackCounts, SubmitCount, Tally } from './operator.ts';
import type { Body } from './serve.ts';
import type { Tracked } from './track-id.ts';
import { trackedIn } from './track-id.ts';

type Taken = { readonly callbackStatuses: readonly number[] };
type Entry = { readonly jobId: string; received: number; readonly taken: Taken[] };

/** Keeps count of submits and callbacks, as they come, by the bot's own ids where the service is told any. */
export type Tallying = {
  readonly received: (body: Body) => void;
  readonly taken: (job: Taken & { readonly webhook: string | null; readonly trackId?: unknown }) => void;
  /** A try of a callback, by the status that it was answered; 0: not at all. */
  readonly tried: (status: number) => void;
  readonly fault: (which: 'lost' | 'doubled' | 'reordered' | 'late') => void;
  readonly submitsOf: (id: string) => SubmitCount;
  readonly callbacksOf: (id: string) => readonly number[];
  readonly read: () => Tally;
};

export function createTallying(): Tallying {
  /** By track id, and by the job's id in it. */
  const entries = new Map<string, Entry>();
  const submits = { received: 0, taken: 0 };
  const callbacks: { -readonly [Name in keyof CallbackCounts]: number } = {
    sent: 0,
    acknowledged: 0,
    refused: 0,
    unanswered: 0,
    lost: 0,
    doubled: 0,
    reordered: 0,
    late: 0,
  };

  function entryOf({ trackId, jobId }: Tracked): Entry {
    const known = entries.get(jobId) ?? { jobId, received: 0, taken: [] };
    entries.set(jobId, known);
    entries.set(trackId, known);
    return known;
  }

  return {
    received: (body) => {
      submits.received += 1;
      const tracked = trackedIn(body.track_id) ?? trackedIn(body.webhook) ?? trackedIn(body.webhook_url);
      if (tracked) entryOf(tracked).received += 1;
    },
    taken: (job) => {
      submits.taken += 1;
      const tracked = trackedIn(job.trackId) ?? trackedIn(job.webhook);
      if (tracked) entryOf(tracked).taken.push(job);
    },
    tried: (status) => {
      callbacks.sent += 1;
      callbacks[isTaken(status) ? 'acknowledged' : status === 0 ? 'unanswered' : 'refused'] += 1;
    },
    fault: (which) => {
      callbacks[which] += 1;
    },
    submitsOf: (id) => {
      const { received, taken } = entries.get(id) ?? NOBODY;
      return { received, taken: taken.length };
    },
    callbacksOf: (id) => (entries.get(id) ?? NOBODY).taken.flatMap(({ callbackStatuses }) => callbackStatuses),
    read: () => {
      const twice = [...new Set(entries.values())].filter(({ taken }) => taken.length > 1);
      return { submits: { ...submits, takenTwice: twice.map(({ jobId }) => jobId) }, callbacks: { ...callbacks } };
    },
  };
}

const NOBODY: Entry = { jobId: '', received: 0, taken: [] };

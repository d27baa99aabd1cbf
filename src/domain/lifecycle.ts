/**
 * The states of a job, in the order in which they are reached:
 *
 *   queued → submitting → running → succeeded | failed | expired | cancelled
 *
 * Forward only, with one way back, from `submitting` to `queued`: when it is proved that the provider did not take the
 * submit (a rate limit, no connection, a refusal after which the job moves to the server's second model), or when the
 * provider recognises a repeat. Should a callback come for it nevertheless, the provider had taken it after all, and the
 * job ends from there. `submitting` is written before the call goes out. A job found in it after a restart, a time-out or
 * a broken connection has an unknown fate: it may be running and paid for, so at any other provider it is never submitted
 * again and waits for news instead.
 */
export const JOB_STATES = ['queued', 'submitting', 'running', 'succeeded', 'failed', 'expired', 'cancelled'] as const;

export type JobState = (typeof JOB_STATES)[number];

export const END_STATES = ['succeeded', 'failed', 'expired', 'cancelled'] as const satisfies readonly JobState[];

export type EndState = (typeof END_STATES)[number];

const TRANSITIONS = {
  queued: ['submitting', 'succeeded', 'failed', 'expired', 'cancelled'],
  submitting: ['queued', 'running', 'succeeded', 'failed', 'expired', 'cancelled'],
  running: ['succeeded', 'failed', 'expired', 'cancelled'],
  succeeded: [],
  failed: [],
  expired: [],
  cancelled: [],
} as const satisfies Record<JobState, readonly JobState[]>;

export const canMove = (from: JobState, to: JobState): boolean =>
  (TRANSITIONS[from] as readonly JobState[]).includes(to);

/** The states that may become `to`: what a guarded write names as expected. */
export const statesBefore = (to: JobState): readonly JobState[] => JOB_STATES.filter((from) => canMove(from, to));

export const hasEnded = (state: JobState): state is EndState => (END_STATES as readonly JobState[]).includes(state);

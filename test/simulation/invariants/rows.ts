import type { Case, Chronicle } from '#test/simulation/chronicle.ts';
import type { JobRow, OutboxRow, RowChange } from '#test/simulation/observation.ts';
import type { Court } from './violation.ts';

/** Written here once more, on purpose: the product's own table is what is being checked. */
const MAY_BECOME: Readonly<Record<string, readonly string[]>> = {
  queued: ['submitting', 'succeeded', 'failed', 'expired', 'cancelled'],
  submitting: ['queued', 'running', 'succeeded', 'failed', 'expired', 'cancelled'],
  running: ['succeeded', 'failed', 'expired', 'cancelled'],
};

export const hasEnded = (state: string): boolean => MAY_BECOME[state] === undefined;

type Deps = {
  readonly chronicle: Chronicle;
  readonly court: Court;
  /** Bodies of the callbacks that are in the database. */
  readonly stored: Set<string>;
  /** A delivery was taken up by a worker. */
  readonly claimed: (about: Case, wasLeased: boolean) => void;
  /** What is known of a delivery is new. */
  readonly deliveryChanged: (about: Case) => void;
};

/** What rows may do, whatever statement changed them. */
export function createRowRules({
  chronicle,
  court,
  stored,
  claimed,
  deliveryChanged,
}: Deps): (change: RowChange) => void {
  return (change) => {
    switch (change.row) {
      case 'job made':
        return jobMade(change.job);
      case 'job changed':
        return jobChanged(change.before, change.job);
      case 'delivery made':
        return deliveryMade(change.delivery);
      case 'delivery changed':
        return deliveryRowChanged(change.before, change.delivery);
      case 'delivery removed':
        return court.check(false, 'a debt is not forgotten', () => `delivery ${change.delivery.id} was removed`);
      case 'callback made':
        stored.add(change.body);
        chronicle.note(change.jobId, `callback stored: ${change.body.slice(0, 80)}`);
    }
  };

  function jobMade({ id, interactionId, channelId, userId, state, provider }: JobRow): void {
    const twin = chronicle.findByInteraction(interactionId);
    court.check(!twin, 'one interaction makes one job', () => `${interactionId} made ${twin?.jobId} and ${id}`, twin);
    chronicle.open({ jobId: id, interactionId, channelId, userId, state });
    chronicle.note(id, `accepted for ${provider} in ${channelId}`);
  }

  function jobChanged(before: JobRow, { id, state, provider }: JobRow): void {
    const about = chronicle.find(id);
    court.check(about !== undefined, 'no job without a beginning', () => `job ${id} was never accepted`);
    if (!about) return;
    if (before.provider !== provider) chronicle.note(id, `moved from ${before.provider} to ${provider}`);
    if (before.state === state) return;
    chronicle.note(id, `${before.state} → ${state}`);
    const move = () => `it went from ${before.state} to ${state}`;
    court.check(MAY_BECOME[before.state]?.includes(state) ?? false, 'a job goes forward and ends once', move, about);
    about.state = state;
  }

  function deliveryMade(row: OutboxRow): void {
    const about = chronicle.find(row.jobId);
    court.check(about !== undefined, 'no debt without a job', () => `delivery ${row.id} of job ${row.jobId}`);
    if (!about) return;
    const first = about.delivery;
    court.check(!first, 'a job owes one message', () => `deliveries ${first?.id} and ${row.id}`, about);
    about.delivery = { ...row, leased: row.leased === 1 };
    deliveryChanged(about);
    chronicle.note(row.jobId, `message owed as ${row.id}`);
  }

  function deliveryRowChanged(before: OutboxRow, row: OutboxRow): void {
    const about = chronicle.find(row.jobId);
    if (!about) return;
    court.check(
      before.state === 'due' || before.state === row.state,
      'a debt ends once',
      () => `it went from ${before.state} to ${row.state}`,
      about,
    );
    const isClaim = row.leased === 1 && row.state === 'due' && row.attempts > before.attempts;
    about.delivery = { ...row, leased: row.leased === 1 };
    deliveryChanged(about);
    if (isClaim) {
      chronicle.note(row.jobId, `try ${row.attempts} begins`);
      claimed(about, before.leased === 1);
    } else if (before.state !== row.state) chronicle.note(row.jobId, `delivery ${row.state}`);
    else if (before.place !== row.place) chronicle.note(row.jobId, `goes on to ${row.place}`);
    else if (before.leased !== row.leased) chronicle.note(row.jobId, 'postponed, or its lease was given back');
  }
}

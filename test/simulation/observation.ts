import type Sqlite from 'better-sqlite3';

/** What the rows themselves tell when they change, whoever changed them and by whatever statement. */
export type RowChange =
  | { readonly row: 'job made'; readonly job: JobRow }
  | { readonly row: 'job changed'; readonly before: JobRow; readonly job: JobRow }
  | { readonly row: 'delivery made'; readonly delivery: OutboxRow }
  | { readonly row: 'delivery changed'; readonly before: OutboxRow; readonly delivery: OutboxRow }
  | { readonly row: 'delivery removed'; readonly delivery: OutboxRow }
  | { readonly row: 'callback made'; readonly jobId: string; readonly body: string };

export type JobRow = {
  readonly id: string;
  readonly state: string;
  readonly provider: string;
  readonly deadlineAt: number;
  readonly interactionId: string;
  readonly channelId: string;
  readonly userId: string;
};

export type OutboxRow = {
  readonly id: string;
  readonly jobId: string;
  readonly channelId: string;
  readonly state: string;
  readonly leased: number;
  readonly nextAt: number;
  readonly place: string;
  readonly attempts: number;
};

const JOB = ['id', 'state', 'provider', 'deadline_at', 'interaction_id', 'channel_id', 'user_id'];
const OUTBOX = ['id', 'job_id', 'channel_id', 'state', 'leased', 'next_at', 'place', 'attempts'];

/**
 * Listens to the tables by temporary triggers of this connection. What a transaction changed is told when `committed` is
 * called, and forgotten by `rolledBack`.
 */
export function observe(sqlite: Sqlite.Database, tell: (change: RowChange) => void) {
  const seen: RowChange[] = [];
  const take = (what: (values: readonly unknown[]) => RowChange) => (values: unknown[]) => {
    seen.push(what(values));
    return null;
  };
  define(
    'job_made',
    take((values) => ({ row: 'job made', job: job(values, 0) })),
  );
  define(
    'job_changed',
    take((values) => ({ row: 'job changed', before: job(values, 0), job: job(values, JOB.length) })),
  );
  define(
    'delivery_made',
    take((values) => ({ row: 'delivery made', delivery: outbox(values, 0) })),
  );
  define(
    'delivery_changed',
    take((values) => ({
      row: 'delivery changed',
      before: outbox(values, 0),
      delivery: outbox(values, OUTBOX.length),
    })),
  );
  define(
    'delivery_removed',
    take((values) => ({ row: 'delivery removed', delivery: outbox(values, 0) })),
  );
  define(
    'callback_made',
    take(([jobId, body]) => ({ row: 'callback made', jobId: String(jobId), body: String(body) })),
  );
  sqlite.exec(`
    create temp trigger see_job_made after insert on main.jobs begin select job_made(${of('new', JOB)}); end;
    create temp trigger see_job_changed after update on main.jobs
      begin select job_changed(${of('old', JOB)}, ${of('new', JOB)}); end;
    create temp trigger see_delivery_made after insert on main.deliveries
      begin select delivery_made(${of('new', OUTBOX)}); end;
    create temp trigger see_delivery_changed after update on main.deliveries
      begin select delivery_changed(${of('old', OUTBOX)}, ${of('new', OUTBOX)}); end;
    create temp trigger see_delivery_removed after delete on main.deliveries
      begin select delivery_removed(${of('old', OUTBOX)}); end;
    create temp trigger see_callback_made after insert on main.callbacks
      begin select callback_made(new.job_id, new.body); end;
  `);

  function define(name: string, run: (values: unknown[]) => null): void {
    sqlite.function(name, { varargs: true, deterministic: false }, (...values: unknown[]) => run(values));
  }

  return {
    committed: () => {
      for (const change of seen.splice(0)) tell(change);
    },
    rolledBack: () => {
      seen.length = 0;
    },
  };
}

const of = (row: 'old' | 'new', columns: readonly string[]): string =>
  columns.map((column) => `${row}.${column}`).join(', ');

const job = (values: readonly unknown[], from: number): JobRow => ({
  id: String(values[from]),
  state: String(values[from + 1]),
  provider: String(values[from + 2]),
  deadlineAt: Number(values[from + 3]),
  interactionId: String(values[from + 4]),
  channelId: String(values[from + 5]),
  userId: String(values[from + 6]),
});

const outbox = (values: readonly unknown[], from: number): OutboxRow => ({
  id: String(values[from]),
  jobId: String(values[from + 1]),
  channelId: String(values[from + 2]),
  state: String(values[from + 3]),
  leased: Number(values[from + 4]),
  nextAt: Number(values[from + 5]),
  place: String(values[from + 6]),
  attempts: Number(values[from + 7]),
});

import type { Case, Chronicle, Where } from '#test/simulation/chronicle.ts';
import type { Disk } from '#test/simulation/database.ts';
import { hasEnded } from './rows.ts';
import type { Court } from './violation.ts';

type Deps = {
  readonly chronicle: Chronicle;
  readonly court: Court;
  readonly disk: Disk;
  /** Every place where a job's member could be told is closed. */
  readonly isUnreachable: (about: Case) => boolean;
  readonly isOutOfSight: (about: Case, where: Where) => boolean;
};

/** Looks in a minute's distance; so many in a row must see a job beyond its deadline. */
const PATIENCE_LOOKS = 20;

/** What must hold in the long run, and when everything is over. */
export function createEndRules({ chronicle, court, disk, isUnreachable, isOutOfSight }: Deps) {
  const overdue = new Map<string, number>();
  const late = disk.sqlite.prepare('select id, provider from jobs where due_at is not null and deadline_at < ?');
  const openJobs = disk.sqlite.prepare('select count(*) from jobs where due_at is not null').pluck();
  const owed = disk.sqlite.prepare("select count(*) from deliveries where state = 'due'").pluck();

  return {
    /** `now`: the time of the running process. `mayWait`: its service is out of order, which extends a wait. */
    lookAtDeadlines: (now: number, mayWait: (service: string) => boolean) => {
      for (const row of late.all(now)) {
        const [id, provider] = Object.values(Object(row)).map(String);
        if (id === undefined || provider === undefined || mayWait(provider)) continue;
        const looks = (overdue.get(id) ?? 0) + 1;
        overdue.set(id, looks);
        const about = chronicle.find(id);
        court.check(
          looks < PATIENCE_LOOKS,
          'a job ends by its deadline',
          () => `it is still ${about?.state}, ${looks} minutes of work after its deadline`,
          about,
        );
      }
    },

    isQuiet: (): boolean => Number(openJobs.get()) === 0 && Number(owed.get()) === 0,

    lookAtTheEnd: () => {
      court.check(
        Number(openJobs.get()) === 0,
        'every job ends',
        () => `${openJobs.get()} jobs are still open`,
        anOpenOne(),
      );
      court.check(
        Number(owed.get()) === 0,
        'the outbox drains',
        () => `${owed.get()} messages are still owed`,
        anOwedOne(),
      );
      const faults = disk.faultsFound();
      court.check(faults.length === 0, 'the database is sound', () => faults.join('; '));
      for (const about of chronicle.all()) lookAtCase(about);
    },
  };

  function lookAtCase(about: Case): void {
    const { delivery, made, visible, onCard, state } = about;
    court.check(hasEnded(state), 'every job ends', () => `it is ${state}`, about);
    court.check(delivery !== undefined, 'every job’s end is told', () => 'no message was ever owed', about);
    court.check(visible.size <= 1, 'exactly one message', () => `${visible.size} can be seen`, about);
    if (delivery?.state === 'delivered') {
      court.check(made > 0 || onCard, 'delivered means delivered', () => 'there has never been a message', about);
    }
    if (delivery?.state === 'undeliverable') {
      court.check(isUnreachable(about), 'nobody is given up who can be told', () => 'some place was open', about);
      const seen = [...visible.values()].filter((where) => !isOutOfSight(about, where));
      court.check(seen.length === 0, 'undeliverable means that nobody was told', () => `seen: ${seen}`, about);
    }
  }

  function anOpenOne(): Case | undefined {
    return [...chronicle.all()].find(({ state }) => !hasEnded(state));
  }

  function anOwedOne(): Case | undefined {
    return [...chronicle.all()].find(({ delivery }) => delivery?.state === 'due');
  }
}

import type { Case, Chronicle, Where } from '#test/simulation/chronicle.ts';
import type { Sending } from '#test/simulation/world/discord.ts';
import type { Watcher } from '#test/simulation/world/discord-server.ts';
import type { Court } from './violation.ts';

type Deps = {
  readonly chronicle: Chronicle;
  readonly court: Court;
  readonly now: () => number;
  /**
   * Nobody can look whether a message stands there: its channel is closed to the bot, and for a follow-up the interaction's
   * token is over, too. Whoever never learnt that it was made may then tell the member once more, elsewhere: two messages
   * are less harm than none.
   */
  readonly isOutOfSight: (about: Case, where: Where) => boolean;
};

/** Sooner than this after a claim no lease has run out. */
const SHORTEST_LEASE_MS = 60_000;

/** What channels may see of a job, and what a process may do to show it. */
export function createMessageRules({ chronicle, court, now, isOutOfSight }: Deps) {
  /** Messages that Discord would not take and that wait to be tried again, by channel. */
  const waiting = new Map<string, Set<Case>>();
  /** When each delivery was last taken up, by job. */
  const claimedAt = new Map<string, number>();
  let order = 0;
  const orderOf = new Map<string, number>();

  const known = (shortId: string, what: string): Case | undefined => {
    const about = chronicle.findByShortId(shortId);
    court.check(about !== undefined, 'no message about nothing', () => `${what} names job ${shortId}`);
    return about;
  };

  const watcher: Watcher = {
    posted: (shortId, messageId, where) => {
      const about = known(shortId, `message ${messageId}`);
      if (!about) return;
      about.made += 1;
      for (const [earlier, place] of about.visible) if (isOutOfSight(about, place)) about.visible.delete(earlier);
      about.visible.set(messageId, where);
      chronicle.note(about.jobId, `MESSAGE ${messageId} appears (${where})`);
      court.check(
        about.visible.size === 1,
        'at most one message tells how a job ended',
        () => `${about.visible.size} messages can be seen`,
        about,
      );
    },
    deleted: (shortId, messageId) => {
      const about = chronicle.findByShortId(shortId);
      about?.visible.delete(messageId);
      if (about) chronicle.note(about.jobId, `message ${messageId} is deleted by somebody`);
    },
    shownOnCard: (shortId) => {
      const about = known(shortId, 'a card');
      if (!about) return;
      about.onCard = true;
      chronicle.note(about.jobId, 'the card becomes the message');
    },
  };

  const sending: Sending = {
    begins: (shortId, life) => {
      const about = known(shortId, 'a message on its way');
      if (!about) return;
      const already = about.underWay.get(life.number) ?? 0;
      chronicle.note(about.jobId, 'begins to post');
      court.check(already === 0, 'one try at a time', () => 'a second post began while the first was under way', about);
      about.underWay.set(life.number, already + 1);
      about.posts += 1;
    },
    ends: (shortId, life, sent) => {
      const about = chronicle.findByShortId(shortId);
      if (!about || !life.isAlive()) return;
      about.underWay.set(life.number, (about.underWay.get(life.number) ?? 1) - 1);
      about.refused = !sent;
      chronicle.note(about.jobId, sent ? 'Discord has answered' : 'Discord would not take it, or did not say');
    },
  };

  function isHeld(about: Case): boolean {
    return about.refused && about.delivery?.state === 'due' && !about.delivery.leased;
  }

  return {
    watcher,
    sending,
    /** Called when the row of a delivery has changed. */
    deliveryChanged: (about: Case) => {
      if (!orderOf.has(about.jobId)) orderOf.set(about.jobId, order++);
      const here = waiting.get(about.channelId) ?? new Set();
      waiting.set(about.channelId, here);
      if (isHeld(about)) here.add(about);
      else here.delete(about);
    },
    /** A worker takes a delivery up; `wasLeased`: nobody had given it back. */
    claimed: (about: Case, wasLeased: boolean) => {
      const mine = orderOf.get(about.jobId) ?? 0;
      const older = [...(waiting.get(about.channelId) ?? [])].find(
        (other) => other !== about && (orderOf.get(other.jobId) ?? 0) < mine,
      );
      court.check(
        !older,
        'messages of one channel come in the order in which their jobs ended',
        () => `it was taken up although job ${older?.jobId}, which ended before, is held there`,
        about,
      );
      const sinceMs = now() - (claimedAt.get(about.jobId) ?? 0);
      court.check(
        !wasLeased || sinceMs >= SHORTEST_LEASE_MS,
        'what is in hand is nobody else’s',
        () => `it was taken up again ${sinceMs} ms after it was taken up, and never given back`,
        about,
      );
      claimedAt.set(about.jobId, now());
      about.refused = false;
    },
  };
}

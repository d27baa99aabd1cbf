import type { Delivery } from '#domain/delivery.ts';
import type { Job } from '#domain/job.ts';
import type { EndMessage, Messenger, Posting } from '#domain/ports/messenger.ts';
import { createHappenings } from './until.ts';

type Message = Parameters<Messenger['post']>[1];
type Try = { readonly delivery: Delivery; readonly message: Message };

/** A function is called when its turn comes, so a test can hold an answer back or break the call. */
type Step = Posting | ((tried: Try) => Promise<Posting>);

export type RecordingMessenger = Messenger & {
  /** Answers for the next posts, in order; without one, they are posted. */
  readonly onPost: (...answers: readonly Step[]) => void;
  /** What is done with every post that has no answer of its own. */
  readonly always: (step: Step) => void;
  /** Every try, oldest first. */
  readonly tries: readonly Try[];
  /**
   * What can be read, one entry for each message: where Discord keeps one message for each nonce, or one card, a repeat
   * adds nothing; every follow-up is one more.
   */
  readonly posted: () => readonly Message[];
  /** The message stands there, whatever word of it reaches us: for a step whose answer gets lost. */
  readonly arrive: (tried: Try) => void;
  readonly cards: readonly { readonly job: Job; readonly end: EndMessage | undefined }[];
  /** What a refreshed card waits for. */
  readonly onCard: (...steps: readonly (() => Promise<void>)[]) => void;
  /** Most posts that were under way at the same time. */
  readonly busiest: () => number;
  readonly untilTries: (count: number) => Promise<void>;
  /** Resolves when so many cards were refreshed; the last thing that a delivery does. */
  readonly untilCards: (count: number) => Promise<void>;
};

export function createRecordingMessenger(): RecordingMessenger {
  const tries: Try[] = [];
  const posted = new Map<string, Message>();
  const cards: { job: Job; end: EndMessage | undefined }[] = [];
  const answers: Step[] = [];
  const cardSteps: (() => Promise<void>)[] = [];
  const happenings = createHappenings();
  let otherwise: Step | undefined;
  let busy = 0;
  let busiest = 0;

  function arrive({ delivery: { id, place }, message }: Try): void {
    posted.set(place === 'follow_up' ? `${place} ${posted.size}` : `${place} ${id}`, message);
  }

  async function answer(tried: Try): Promise<Posting> {
    const plain: Posting = { outcome: 'posted', messageId: `message-of-${tried.delivery.id}` };
    const step = answers.shift() ?? otherwise ?? plain;
    return typeof step === 'function' ? step(tried) : step;
  }

  return {
    post: async (delivery, message) => {
      const tried = { delivery, message };
      tries.push(tried);
      busy += 1;
      busiest = Math.max(busiest, busy);
      happenings.changed();
      try {
        const posting = await answer(tried);
        if (posting.outcome === 'posted') arrive(tried);
        return posting;
      } finally {
        busy -= 1;
      }
    },
    refreshCard: async (job, end) => {
      await cardSteps.shift()?.();
      cards.push({ job, end });
      happenings.changed();
    },
    onPost: (...steps) => void answers.push(...steps),
    always: (step) => {
      otherwise = step;
    },
    tries,
    posted: () => [...posted.values()],
    arrive,
    cards,
    onCard: (...steps) => void cardSteps.push(...steps),
    busiest: () => busiest,
    untilTries: (count) => happenings.until(() => tries.length >= count),
    untilCards: (count) => happenings.until(() => cards.length >= count),
  };
}

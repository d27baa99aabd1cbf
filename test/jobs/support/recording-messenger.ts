import type { Delivery } from '#domain/delivery.ts';
import type { Job } from '#domain/job.ts';
import type { EndMessage, Messenger, Posting } from '#domain/ports/messenger.ts';
import { createHappenings } from './until.ts';

type Message = Parameters<Messenger['post']>[1];

export type RecordingMessenger = Messenger & {
  /** Answers for the next posts, in order; without one, they are posted. */
  readonly onPost: (...answers: readonly (Posting | (() => Promise<Posting>))[]) => void;
  /** Every try, oldest first. */
  readonly tries: readonly { readonly delivery: Delivery; readonly message: Message }[];
  /** What a channel has really got, one entry for each delivery, as Discord keeps one message for each nonce. */
  readonly posted: () => readonly Message[];
  readonly cards: readonly { readonly job: Job; readonly end: EndMessage | undefined }[];
  readonly untilTries: (count: number) => Promise<void>;
  /** Resolves when so many cards were refreshed; the last thing that a delivery does. */
  readonly untilCards: (count: number) => Promise<void>;
};

export function createRecordingMessenger(): RecordingMessenger {
  const tries: { delivery: Delivery; message: Message }[] = [];
  const posted = new Map<string, Message>();
  const cards: { job: Job; end: EndMessage | undefined }[] = [];
  const answers: (Posting | (() => Promise<Posting>))[] = [];
  const happenings = createHappenings();
  return {
    post: async (delivery, message) => {
      tries.push({ delivery, message });
      happenings.changed();
      const step = answers.shift() ?? { outcome: 'posted', messageId: `message-of-${delivery.id}` };
      const answer = typeof step === 'function' ? await step() : step;
      if (answer.outcome === 'posted') posted.set(delivery.id, message);
      return answer;
    },
    refreshCard: async (job, end) => {
      cards.push({ job, end });
      happenings.changed();
    },
    onPost: (...steps) => void answers.push(...steps),
    tries,
    posted: () => [...posted.values()],
    cards,
    untilTries: (count) => happenings.until(() => tries.length >= count),
    untilCards: (count) => happenings.until(() => cards.length >= count),
  };
}

import type { APIMessage, REST } from 'discord.js';
import { Routes } from 'discord.js';
import type { Delivery } from '#domain/delivery.ts';
import type { EndedJob } from '#domain/job.ts';
import { canAnswer } from '#domain/origin.ts';
import type { Clock } from '#domain/ports/clock.ts';
import type { Posting } from '#domain/ports/messenger.ts';
import type { FindPosted } from './find-posted.ts';
import { postingOf, postingOfEdit, postingOfFollowUp } from './posting-errors.ts';
import { sendLargest } from './send-message.ts';
import { attachmentsOf, bodyOf } from './upload.ts';
import type { EndingMessage, Version, Versions } from './versions.ts';

export type PostAnswer = (delivery: Delivery, message: EndingMessage) => Promise<Posting>;

type Deps = {
  /** Without repeats by the library. */
  readonly answers: Pick<REST, 'post' | 'patch'>;
  readonly findPosted: FindPosted;
  readonly versions: Versions;
  readonly clock: Pick<Clock, 'now'>;
};

const TOO_LATE: Posting = { outcome: 'impossible', detail: 'the interaction can no longer be answered' };

/** Answers the interaction once more. Not to be repeated: Discord knows no nonce there. */
export function createPostFollowUp({ answers, versions, clock }: Deps): PostAnswer {
  return async (_delivery, message) => {
    const { answering } = message.job.origin;
    if (!answering || !canAnswer(message.job, clock.now())) return TOO_LATE;
    let hasLeft = false;
    try {
      const posted = await sendLargest(versions(message, 'follow_up'), async ({ payload, uploads }) => {
        hasLeft = false;
        const body = await bodyOf(payload, uploads);
        hasLeft = true;
        return answers.post(Routes.webhook(answering.applicationId, answering.token), { ...body, auth: false });
      });
      return { outcome: 'posted', messageId: (posted as APIMessage).id };
    } catch (error) {
      return hasLeft ? postingOfFollowUp(error) : postingOf(error);
    }
  };
}

/**
 * Makes the card the message, after a follow-up whose fate is unknown: unless that one is to be seen in the channel after
 * all. Can be repeated: the edit lists exactly its own files.
 */
export function createPostOnCard({ answers, findPosted, versions }: Deps): PostAnswer {
  return async (delivery, message) => {
    const { answering } = message.job.origin;
    if (!answering) return TOO_LATE;
    const followUp = await findFollowUp(delivery, message.job);
    if (followUp !== undefined) return { outcome: 'posted', messageId: followUp };
    const route = Routes.webhookMessage(answering.applicationId, answering.token, '@original');
    try {
      const edited = await sendLargest(versions(message, 'card'), async (version) =>
        answers.patch(route, { ...(await bodyOf(editTo(version), version.uploads)), auth: false }),
      );
      return { outcome: 'posted', messageId: (edited as APIMessage).id };
    } catch (error) {
      return postingOfEdit(error);
    }
  };

  /** The channel is closed to us in some way, often also to looking; then the edit is what can be done. */
  async function findFollowUp(delivery: Delivery, job: EndedJob): Promise<string | undefined> {
    try {
      return await findPosted(delivery, job, job.origin.channelId);
    } catch {
      return undefined;
    }
  }
}

const editTo = ({ payload, uploads }: Version) => ({ ...payload, embeds: [], attachments: attachmentsOf(uploads) });

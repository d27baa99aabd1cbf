import type { REST, RESTPostAPICurrentUserCreateDMChannelResult } from 'discord.js';
import { Routes } from 'discord.js';
import type { Delivery, Place } from '#domain/delivery.ts';
import type { Job } from '#domain/job.ts';
import { canAnswer } from '#domain/origin.ts';
import type { Clock } from '#domain/ports/clock.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { MediaStore } from '#domain/ports/media-store.ts';
import type { Messenger, Posting } from '#domain/ports/messenger.ts';
import { loggable } from './describe-error.ts';
import { createFindPosted } from './find-posted.ts';
import { createPostFollowUp, createPostOnCard } from './post-answer.ts';
import { createPostInChannel } from './post-in-channel.ts';
import { postingOfOpening } from './posting-errors.ts';
import { statusCard } from './render/status-card.ts';
import type { EndingMessage } from './versions.ts';
import { createVersions } from './versions.ts';

type Deps = {
  /** With the bot's token, under the global limit. */
  readonly rest: Pick<REST, 'get' | 'post' | 'patch'>;
  /** For answers to interactions, outside that limit, and without repeats by the library: a follow-up has no nonce. */
  readonly answers: Pick<REST, 'get' | 'post' | 'patch'>;
  readonly media: Pick<MediaStore, 'locate' | 'link' | 'shrink'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
};

type Post = (delivery: Delivery, message: EndingMessage) => Promise<Posting>;

export function createMessenger({ rest, answers, media, clock, logger }: Deps): Messenger {
  const versions = createVersions({ media, clock, logger });
  const findPosted = createFindPosted({ rest });
  const answering = { answers, findPosted, versions, clock };
  const postInChannel = createPostInChannel({ rest, findPosted, versions });

  const postAt: Readonly<Record<Place, Post>> = {
    channel: (delivery, message) =>
      postInChannel(delivery, message, { channelId: delivery.channelId, place: 'channel' }),
    follow_up: createPostFollowUp(answering),
    card: createPostOnCard(answering),
    direct: async (delivery, message) => {
      const opened = await openDirectMessages(message.job.origin.userId);
      return 'outcome' in opened ? opened : postInChannel(delivery, message, { channelId: opened.id, place: 'direct' });
    },
  };

  return {
    post: (delivery, message) => postAt[delivery.place](delivery, message),

    refreshCard: async (job, end) => {
      // A card that has become the message itself stays as it is.
      if (!job.cardMessageId || end?.messageId === job.cardMessageId) return;
      const link = end?.messageId === undefined ? {} : { resultMessageId: end.messageId };
      const card = statusCard(job, { ...link, failed: end?.failed ?? false });
      try {
        if (await refreshAsAnswer(job, card)) return;
        await rest.patch(Routes.channelMessage(job.origin.channelId, job.cardMessageId), { body: card });
      } catch (error) {
        const { channelId } = job.origin;
        logger.info({ jobId: job.id, channelId, err: loggable(error) }, 'status card left as it was');
      }
    },
  };

  /** While the interaction lives, this needs no permission and does not stand in the way of posts. */
  async function refreshAsAnswer(job: Job, body: ReturnType<typeof statusCard>): Promise<boolean> {
    const { answering } = job.origin;
    if (!answering || !canAnswer(job, clock.now())) return false;
    try {
      const route = Routes.webhookMessage(answering.applicationId, answering.token, '@original');
      await answers.patch(route, { body, auth: false });
      return true;
    } catch (error) {
      logger.debug({ jobId: job.id, err: loggable(error) }, 'status card not reached through its interaction');
      return false;
    }
  }

  /** Opening what is open already answers the same channel. */
  async function openDirectMessages(userId: string): Promise<{ readonly id: string } | Posting> {
    try {
      const body = { recipient_id: userId };
      return (await rest.post(Routes.userChannels(), { body })) as RESTPostAPICurrentUserCreateDMChannelResult;
    } catch (error) {
      return postingOfOpening(error);
    }
  }
}

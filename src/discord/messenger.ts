import type { APIMessage, REST } from 'discord.js';
import { Routes } from 'discord.js';
import type { Artifact, StoredFile } from '#domain/artifact.ts';
import { nonceOf } from '#domain/delivery.ts';
import type { SucceededJob } from '#domain/job.ts';
import { shortId } from '#domain/job.ts';
import type { Clock } from '#domain/ports/clock.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { MediaStore } from '#domain/ports/media-store.ts';
import type { Messenger } from '#domain/ports/messenger.ts';
import { createFindPosted } from './find-posted.ts';
import { fitting } from './fitting.ts';
import { ALT_TEXT_MAX_CHARACTERS } from './limits.ts';
import { isTooLarge, postingOf } from './posting-errors.ts';
import { failureMessage } from './render/failure.ts';
import { nounOf, subject } from './render/request-words.ts';
import { resultMessage } from './render/result.ts';
import { statusCard } from './render/status-card.ts';
import { clip } from './render/text.ts';
import type { Payload } from './send-message.ts';
import { createSendMessage } from './send-message.ts';
import type { Upload } from './upload.ts';

type Deps = {
  readonly rest: Pick<REST, 'get' | 'post' | 'patch'>;
  readonly media: Pick<MediaStore, 'locate'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
};

/** Posts with the bot's own token, which unlike an interaction's never expires. */
export function createMessenger({ rest, media, clock, logger }: Deps): Messenger {
  const send = createSendMessage(rest);
  const findPosted = createFindPosted({ rest, clock });

  return {
    post: async (delivery, message) => {
      // The library repeats a POST by itself, and so do we after a crash: Discord drops the repeats by this nonce.
      const once = { nonce: nonceOf(delivery.id), enforce_nonce: true };
      const { channelId } = delivery;
      try {
        const earlier = await findPosted(delivery, message.job);
        if (earlier !== undefined) return { outcome: 'posted', messageId: earlier };
        const posted =
          message.shows === 'failure'
            ? await send(channelId, { ...failureMessage(message.job, message.failure), ...once }, [])
            : await sendResult(channelId, message.job, message.artifacts, once);
        return { outcome: 'posted', messageId: posted.id };
      } catch (error) {
        return postingOf(error);
      }
    },

    refreshCard: async (job, end) => {
      if (!job.cardMessageId) return;
      const { channelId } = job.origin;
      const link = end?.messageId === undefined ? {} : { resultMessageId: end.messageId };
      const body = statusCard(job, { ...link, failed: end?.failed ?? false });
      try {
        await rest.patch(Routes.channelMessage(channelId, job.cardMessageId), { body });
      } catch (error) {
        logger.info({ jobId: job.id, channelId, err: error }, 'status card left as it was');
      }
    },
  };

  async function sendResult(channelId: string, job: SucceededJob, artifacts: readonly Artifact[], once: Payload) {
    const files = artifacts.flatMap(({ file }) => file ?? []);
    const unreachable = artifacts.length - files.length;
    try {
      return await attach(fitting(files, job.origin.attachmentLimitBytes));
    } catch (error) {
      // The limit that the interaction told was the member's own; the bot's may be lower.
      if (!isTooLarge(error)) throw error;
      return attach([]);
    }

    function attach(attached: readonly StoredFile[]): Promise<APIMessage> {
      const tooLargeBytes = files.filter((file) => !attached.includes(file)).map(({ bytes }) => bytes);
      const uploads = attached.map((file, index) => uploadOf(job, file, index));
      const message = resultMessage(job, { tooLargeBytes, unreachable });
      return send(channelId, { ...message, ...once }, uploads);
    }
  }

  function uploadOf(job: SucceededJob, file: StoredFile, index: number): Upload {
    const spoiler = job.success.nsfwDetected ? 'SPOILER_' : '';
    return {
      path: media.locate(file),
      name: `${spoiler}bowerbird-${shortId(job.id)}-${index + 1}.${file.extension}`,
      mediaType: file.mediaType,
      description: clip(subject(job.request) ?? nounOf(job), ALT_TEXT_MAX_CHARACTERS),
    };
  }
}

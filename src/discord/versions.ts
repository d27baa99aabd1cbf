import type { Artifact, StoredFile } from '#domain/artifact.ts';
import type { Place } from '#domain/delivery.ts';
import type { SucceededJob } from '#domain/job.ts';
import { shortId } from '#domain/job.ts';
import type { Clock } from '#domain/ports/clock.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { MediaStore } from '#domain/ports/media-store.ts';
import type { Messenger } from '#domain/ports/messenger.ts';
import { loggable } from './describe-error.ts';
import type { Fitted, Shrink } from './fitting.ts';
import { fitFiles } from './fitting.ts';
import { ALT_TEXT_MAX_CHARACTERS, FILE_MAX_BYTES } from './limits.ts';
import { failureMessage } from './render/failure.ts';
import type { FileFate } from './render/file-notes.ts';
import { nounOf, subject } from './render/request-words.ts';
import { resultMessage } from './render/result.ts';
import { clip } from './render/text.ts';
import type { Payload, Upload } from './upload.ts';

export type EndingMessage = Parameters<Messenger['post']>[1];

/** One way to say it: the message, and the files that go with it. */
export type Version = { readonly payload: Payload; readonly uploads: readonly Upload[] };

/**
 * The versions of a message for a place, each with less in its files than the one before, made when it is asked for: what
 * the interaction told that Discord takes, what it takes everywhere, no files. The same delivery has the same versions.
 */
export type Versions = (message: EndingMessage, place: Place) => AsyncIterable<Version>;

type Deps = {
  readonly media: Pick<MediaStore, 'locate' | 'link' | 'shrink'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
};

/** Long enough for whoever comes back from a holiday week; our copies are kept for longer. */
const LINK_LIFE_MS = 7 * 24 * 60 * 60_000;

export function createVersions({ media, clock, logger }: Deps): Versions {
  return async function* versions(message, place) {
    if (message.shows === 'failure') {
      yield { payload: failureMessage(message.job, message.failure, place), uploads: [] };
      return;
    }
    let tried: string | undefined;
    for (const limitBytes of limitsAt(place, message.job)) {
      const version = await resultWithin(limitBytes, message.job, message.artifacts, place);
      const files = JSON.stringify(version.uploads);
      if (files !== tried) yield version;
      tried = files;
    }
  };

  async function resultWithin(
    limitBytes: number,
    job: SucceededJob,
    artifacts: readonly Artifact[],
    place: Place,
  ): Promise<Version> {
    const copies = artifacts.flatMap(({ file, position }) => (file ? { file, position } : []));
    const files = copies.map(({ file }) => file);
    const fitted = await fitFiles(files, limitBytes, limitBytes > 0 ? shrink : noRendition);
    // Counted from the job's end, so that a repeat says the same; a message that comes very late still links.
    const linksUntil = Math.max(job.endedAt, clock.now() - LINK_LIFE_MS / 2) + LINK_LIFE_MS;
    const told = {
      fates: fitted.map((each) => fateOf(each, linksUntil)),
      unreachable: artifacts.length - files.length,
      limitBytes: limitBytes > 0 ? limitBytes : undefined,
      linksUntil,
    };
    const uploads = fitted.flatMap((each, at) => {
      const file = each.outcome === 'shrunk' ? each.rendition : each.outcome === 'attached' ? each.file : undefined;
      return file ? [uploadOf(job, file, copies[at]?.position ?? at)] : [];
    });
    return { payload: resultMessage(job, told, place), uploads };
  }

  function fateOf({ outcome, file }: Fitted, linksUntil: number): FileFate {
    const link = outcome === 'attached' ? undefined : media.link(file, linksUntil - clock.now());
    return { outcome, bytes: file.bytes, ...(link !== undefined && { link }) };
  }

  /** A file that cannot be made smaller is still linked or named; it holds up nothing. */
  async function shrink(file: StoredFile, maxBytes: number): Promise<StoredFile | undefined> {
    try {
      return await media.shrink(file, maxBytes);
    } catch (error) {
      logger.warn({ path: file.path, maxBytes, err: loggable(error) }, 'no smaller version');
      return undefined;
    }
  }

  function uploadOf(job: SucceededJob, file: StoredFile, position: number): Upload {
    const spoiler = job.success.nsfwDetected ? 'SPOILER_' : '';
    return {
      path: media.locate(file),
      name: `${spoiler}bowerbird-${shortId(job.id)}-${position + 1}.${file.extension}`,
      mediaType: file.mediaType,
      description: clip(subject(job.request) ?? nounOf(job), ALT_TEXT_MAX_CHARACTERS),
    };
  }
}

/**
 * The limit that the interaction told was the member's own, the bot's may be lower, and in direct messages no server's
 * counts; so it is tried, then what everybody may, then none.
 */
function limitsAt(place: Place, { origin: { attachmentLimitBytes: told } }: SucceededJob): readonly number[] {
  const first = place === 'direct' ? Math.min(told, FILE_MAX_BYTES) : told;
  return first > FILE_MAX_BYTES ? [first, FILE_MAX_BYTES, 0] : [first, 0];
}

const noRendition: Shrink = async () => undefined;

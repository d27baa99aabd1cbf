import type { KeepAnswer, MediaStore } from '#domain/ports/media-store.ts';
import type { DownloadDeps } from './download.ts';
import { download } from './download.ts';
import { Unfetchable } from './unfetchable.ts';

/** One name, or two with a slash between them: in a folder of its own a gift is found faster among many. */
const KEY = /^[\w-]{1,64}(?:\/[\w-]{1,64})?$/;

/** What members may give. */
const GIFTS = /^(image|video|audio)\//;

/** Copies to `inputs/{key}.{extension}`. Every fault of the file or its address is an answer; only a wrong key throws. */
export function createKeepGift(deps: DownloadDeps): MediaStore['keep'] {
  const { dir, measuring, logger } = deps;

  return async ({ key, url, maxBytes: wished }) => {
    if (!KEY.test(key)) throw new Error(`Not a key: ${key}`);
    const maxBytes = Math.min(wished, deps.maxBytes);
    measuring.warm();
    try {
      const target = { dir, place: `inputs/${key}`, measuring, only: GIFTS };
      const file = await download(url, target, { ...deps, maxBytes });
      return { outcome: 'kept', file };
    } catch (error) {
      if (error instanceof Unfetchable) return answerOf(error, maxBytes);
      logger.error({ place: `inputs/${key}`, err: error }, 'gift could not be written');
      return { outcome: 'unstored', detail: 'could not be written' };
    }
  };
}

function answerOf({ fault, message }: Unfetchable, maxBytes: number): KeepAnswer {
  if (fault === 'too_large') return { outcome: 'too_large', maxBytes };
  return fault === 'not_media' ? { outcome: 'not_media' } : { outcome: 'unreachable', detail: message };
}

import type { FetchAnswer, MediaStore } from '#domain/ports/media-store.ts';
import type { Target } from './copy-file.ts';
import { isDataUrl } from './data-url.ts';
import type { DownloadDeps } from './download.ts';
import { download, unpack } from './download.ts';
import { Unfetchable } from './unfetchable.ts';

const JOB_ID = /^[0-9a-z]{1,64}$/;

/** Copies to `{job}/{position}.{extension}`. */
export function createFetchArtifact(deps: DownloadDeps): MediaStore['fetch'] {
  const { dir, measuring, logger } = deps;

  return async ({ jobId, position, urls, text }) => {
    if (!JOB_ID.test(jobId)) throw new Error(`Not a job id: ${jobId}`);
    measuring.warm();
    const target = { dir, place: `${jobId}/${position}`, measuring, ...(text !== undefined && { text }) };
    let soFar: FetchAnswer = { outcome: 'gone', detail: 'no address' };
    for (const url of urls) {
      const answer = await fetchOne(url, target);
      if (answer.outcome === 'stored') return answer;
      // One address that may mend keeps hope for the artifact.
      if (soFar.outcome !== 'later') soFar = answer;
    }
    return soFar;
  };

  async function fetchOne(url: string, target: Target): Promise<FetchAnswer> {
    try {
      const copy = isDataUrl(url) ? unpack : download;
      return { outcome: 'stored', file: await copy(url, target, deps) };
    } catch (error) {
      if (error instanceof Unfetchable) return { outcome: error.outcome, detail: error.message };
      // Not the stranger's fault but ours: a full or broken disk. The file is still there to be fetched.
      logger.error({ place: target.place, err: error }, 'artifact could not be written');
      return { outcome: 'later', detail: 'could not be written' };
    }
  }
}

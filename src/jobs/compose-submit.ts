import type { SubmittingJob } from '#domain/job.ts';
import { kindOf } from '#domain/job.ts';
import type { Model } from '#domain/model.ts';
import type { MediaStore } from '#domain/ports/media-store.ts';
import type { Submit } from '#domain/ports/provider.ts';
import type { TrackIds } from '#domain/track-id.ts';
import { withoutSeed } from './without-seed.ts';

/** What a provider is told of a job. */
export type ComposeSubmit = (job: SubmittingJob, model: Model) => Submit;

type Deps = {
  readonly media: Pick<MediaStore, 'link' | 'read'>;
  readonly trackIds: Pick<TrackIds, 'mint'>;
  /** Base under which providers reach us; undefined: nothing calls back, results are polled. */
  readonly publicUrl: string | undefined;
};

/** How long a provider may fetch a member's file: it may keep the job waiting before it looks. */
const INPUT_LINK_LIFE_MS = 24 * 60 * 60_000;

/** The track id is the last part of the webhook's address too, for the providers that drop or mangle it elsewhere. */
export function createComposeSubmit({ media, trackIds, publicUrl }: Deps): ComposeSubmit {
  return (job, model) => {
    const { userId, channelId } = job.origin;
    const trackId = trackIds.mint({ userId, kind: kindOf(job), channelId, jobId: job.id });
    const webhookUrl = publicUrl && `${publicUrl}/webhooks/${job.provider}/${trackId}`;
    const inputs = job.request.inputs.map(({ role, name, file }) => {
      const url = media.link(file, INPUT_LINK_LIFE_MS);
      const { mediaType, bytes } = file;
      return { role, name, mediaType, bytes, read: () => media.read(file), ...(url !== undefined && { url }) };
    });
    const request = job.movedFrom === undefined ? job.request : withoutSeed(job.request);
    return { jobId: job.id, request, model, inputs, trackId, ...(webhookUrl && { webhookUrl }) };
  };
}

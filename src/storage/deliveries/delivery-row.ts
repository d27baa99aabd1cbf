import type { Artifact, StoredFile } from '#domain/artifact.ts';
import { artifactSource, storedFile } from '#domain/artifact.ts';
import { type Delivery, PLACES } from '#domain/delivery.ts';
import { failure } from '#domain/failure.ts';
import type { DeliveryStore } from '#domain/ports/delivery-store.ts';
import { ImpossibleRowError, parseJson } from '#storage/impossible-row.ts';
import type { ArtifactRow } from '#storage/schema/artifacts.ts';
import type { DeliveryRow } from '#storage/schema/deliveries.ts';

/** Reads a row that has just been claimed. */
export function toDelivery(row: DeliveryRow): Delivery {
  const { id, jobId, channelId, createdAt, attempts, firstAttemptAt } = row;
  const place = PLACES.find((known) => known === row.place);
  if (place === undefined) throw new ImpossibleRowError(nameOf(row), `place ${row.place} does not exist`);
  if (firstAttemptAt === null) throw new ImpossibleRowError(nameOf(row), 'it was tried, but never for the first time');
  return { id, jobId, channelId, createdAt, place, attempts, firstAttemptAt };
}

type Found = NonNullable<Awaited<ReturnType<DeliveryStore['findByJob']>>>;

export const toFound = (row: DeliveryRow): Found => ({
  state: row.state,
  ...(row.messageId !== null && { messageId: row.messageId }),
  ...(row.failure !== null && { failure: parseJson(nameOf(row), 'failure', row.failure, failure) }),
});

export function toArtifact(row: ArtifactRow): Artifact {
  const { jobId, position } = row;
  const urls = parseJson(`artifact ${position} of job ${jobId}`, 'urls', row.urls, artifactSource.shape.urls);
  const file = fileOf(row);
  return { jobId, position, urls, ...(row.text !== null && { text: row.text }), ...(file && { file }) };
}

function fileOf({ jobId, position, ...row }: ArtifactRow): StoredFile | undefined {
  if (row.path === null) return undefined;
  const { path, mediaType, extension, bytes } = row;
  const { width, height, seconds } = row;
  const size = {
    ...(width !== null && { width }),
    ...(height !== null && { height }),
    ...(seconds !== null && { seconds }),
  };
  const parsed = storedFile.safeParse({ path, mediaType, extension, bytes, ...size });
  if (!parsed.success) throw new ImpossibleRowError(`artifact ${position} of job ${jobId}`, 'its file', parsed.error);
  return parsed.data;
}

const nameOf = ({ id, jobId }: DeliveryRow) => `delivery ${id} of job ${jobId}`;

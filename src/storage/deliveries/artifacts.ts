import { and, asc, eq } from 'drizzle-orm';
import type { DeliveryStore } from '#domain/ports/delivery-store.ts';
import type { Database } from '#storage/database.ts';
import { artifacts } from '#storage/schema/artifacts.ts';
import { toArtifact } from './delivery-row.ts';

/** What a job made, and where our copies lie. */
export function createArtifacts({ orm, write }: Database): Pick<DeliveryStore, 'artifactsOf' | 'saveFile'> {
  return {
    artifactsOf: async (jobId) =>
      orm
        .select()
        .from(artifacts)
        .where(eq(artifacts.jobId, jobId))
        .orderBy(asc(artifacts.position))
        .all()
        .map(toArtifact),

    saveFile: ({ jobId, position }, { path, mediaType, extension, bytes, width, height, seconds }) =>
      write(() => {
        // A new copy takes nothing over from an older one.
        const size = { width: width ?? null, height: height ?? null, seconds: seconds ?? null };
        orm
          .update(artifacts)
          .set({ path, mediaType, extension, bytes, ...size })
          .where(and(eq(artifacts.jobId, jobId), eq(artifacts.position, position)))
          .run();
      }),
  };
}

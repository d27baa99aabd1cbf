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

    saveFile: ({ jobId, position }, { path, mediaType, extension, bytes }) =>
      write(() => {
        orm
          .update(artifacts)
          .set({ path, mediaType, extension, bytes })
          .where(and(eq(artifacts.jobId, jobId), eq(artifacts.position, position)))
          .run();
      }),
  };
}

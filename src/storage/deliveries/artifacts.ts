import { and, asc, count, eq, sql } from 'drizzle-orm';
import type { DeliveryStore } from '#domain/ports/delivery-store.ts';
import type { Database } from '#storage/database.ts';
import { prepare } from '#storage/prepared.ts';
import { artifacts } from '#storage/schema/artifacts.ts';
import { toArtifact } from './delivery-row.ts';

type Artifacts = Pick<DeliveryStore, 'artifactsOf' | 'saveFile' | 'replaceSources'>;

/** What a job made, and where our copies lie. */
export function createArtifacts({ orm, write, read }: Database): Artifacts {
  const { inOrder, made, save, replace } = prepareArtifacts(orm);

  return {
    artifactsOf: (jobId) => read(() => inOrder.all({ jobId }).map(toArtifact)),

    saveFile: ({ jobId, position }, { path, mediaType, extension, bytes, width, height, seconds }) =>
      write(() => {
        // A new copy takes nothing over from an older one.
        const size = { width: width ?? null, height: height ?? null, seconds: seconds ?? null };
        save.run({ jobId, position, path, mediaType, extension, bytes, ...size });
      }),

    replaceSources: (jobId, sources) =>
      write(() => {
        if (made.get({ jobId })?.count !== sources.length) return false;
        for (const [position, { urls }] of sources.entries())
          replace.run({ jobId, position, urls: JSON.stringify(urls) });
        return true;
      }),
  };
}

function prepareArtifacts(orm: Database['orm']) {
  const given = (name: string) => sql`${sql.placeholder(name)}`;
  const ofJob = eq(artifacts.jobId, sql.placeholder('jobId'));
  const isIt = and(ofJob, eq(artifacts.position, sql.placeholder('position')));
  const save = orm
    .update(artifacts)
    .set({
      path: given('path'),
      mediaType: given('mediaType'),
      extension: given('extension'),
      bytes: given('bytes'),
      width: given('width'),
      height: given('height'),
      seconds: given('seconds'),
    })
    .where(isIt);
  const replace = orm
    .update(artifacts)
    .set({ urls: given('urls') })
    .where(isIt);
  return {
    inOrder: orm.select().from(artifacts).where(ofJob).orderBy(asc(artifacts.position)).prepare(),
    made: orm.select({ count: count() }).from(artifacts).where(ofJob).prepare(),
    save: prepare(orm, save),
    replace: prepare(orm, replace),
  };
}

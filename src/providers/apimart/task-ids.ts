import type { Task } from '#domain/job.ts';

/**
 * A submit that asks for several files may be answered with several tasks (the pages show one, integrators loop over
 * all). Then the job's task id is their list; a callback names one of them, which makes the job ask for all.
 */
const SEPARATOR = ',';

export const joinTaskIds = (ids: readonly string[]): string => [...new Set(ids)].join(SEPARATOR);

export const splitTaskIds = ({ taskId }: Pick<Task, 'taskId'>): readonly string[] => taskId.split(SEPARATOR);

/** Where one task is asked for; music has its own address. Messages come in the language that `errors.ts` reads. */
export function taskPath(family: string, id: string): string {
  const folder = family === 'music' ? 'v1/music/tasks' : 'v1/tasks';
  return `${folder}/${encodeURIComponent(id)}?language=en`;
}

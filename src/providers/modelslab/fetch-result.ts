import type { Task } from '#domain/job.ts';
import type { Envelope } from './envelope.ts';
import type { Ask, Family } from './family.ts';

export type FetchUrls = {
  /** The task that an answer opened; undefined when the answer names none. */
  readonly taskIn: (envelope: Envelope, family: string) => Task | undefined;
  /** The question for a task. The stored address is checked again: the configuration may have changed since. */
  readonly questionOf: (task: Task, poll: Family['poll']) => Ask & { readonly url?: string };
};

const FETCH_PATH = /\/fetch\/(?<id>[\w-]{1,100})\/?$/;

/**
 * Where to ask for a result: `POST <api>/v6/<family>/fetch/<id>` (docs.modelslab.com quickstart; the page "fetch queued
 * images" has `/fetch` with the id in the body instead, both are taken), unless the family has a way of its own. Answers name the address themselves in
 * `fetch_result`, which is preferred because older products live under other paths. But the request carries the key, so
 * only an address below the configured API, ending in `/fetch/<id>`, is taken, without its query; else it is built.
 */
export function createFetchUrls(apiUrl: string): FetchUrls {
  const api = new URL(apiUrl);

  return {
    taskIn: (envelope, family) => {
      const own = envelope.fetch_result === undefined ? undefined : checked(envelope.fetch_result);
      const taskId = envelope.id ?? own?.id ?? envelope.meta?.id;
      if (taskId === undefined) return undefined;
      return { family, taskId, ...(own && { pollUrl: own.url }) };
    },
    questionOf: (task, poll) => {
      const { family, taskId, pollUrl } = task;
      const url = pollUrl === undefined ? undefined : checked(pollUrl)?.url;
      const built = poll?.(task) ?? {
        path: `v6/${encodeURIComponent(family)}/fetch/${encodeURIComponent(taskId)}`,
      };
      return { ...built, ...(url !== undefined && { url }) };
    },
  };

  function checked(address: string): { readonly url: string; readonly id: string } | undefined {
    const url = URL.parse(address);
    const id = url ? FETCH_PATH.exec(url.pathname)?.groups?.id : undefined;
    if (!url || id === undefined || url.origin !== api.origin) return undefined;
    if (!url.pathname.startsWith(`${api.pathname.replace(/\/$/, '')}/`)) return undefined;
    return { url: url.origin + url.pathname, id };
  }
}

import type { ProviderJobView, ServiceName } from '#sandbox/page/protocol.ts';
import type { Watch } from '#sandbox/watch.ts';
import { createWatch } from '#sandbox/watch.ts';
import type { Log, Plans, Settings } from './bookkeeping.ts';
import { WAIT_MS } from './bookkeeping.ts';
import type { ServiceJobs } from './jobs.ts';
import type { Call, PretendService } from './operator.ts';
import type { Body } from './serve.ts';
import type { Tallying } from './tally.ts';

/** Jobs as the operator sees them: a service may have several kinds. */
export type Shelf = Pick<ServiceJobs<never>, 'views' | 'has' | 'act' | 'callbacks' | 'outputs' | 'file' | 'close'> & {
  readonly changes: Pick<Watch<ProviderJobView>, 'subscribe'>;
};

type Deps = {
  readonly name: ServiceName;
  readonly label: string;
  readonly key: string;
  readonly apiUrl: () => string;
  /** Under which the files are served. */
  readonly filesUrl: () => string;
  readonly shelves: readonly Shelf[];
  readonly settings: Settings;
  readonly plans: Plans;
  readonly tally: Tallying;
  readonly submits: Log<Body>;
  readonly calls: Log<Call>;
  readonly undocumented: Log<string>;
};

/** The operator's side of a service, the same for all of them. */
export function createFace(deps: Deps): PretendService {
  const { name, label, key, shelves, settings, plans, tally, submits, calls, undocumented } = deps;
  const changes = createWatch<ProviderJobView>();
  for (const shelf of shelves) shelf.changes.subscribe(changes.tell);
  const views = () => shelves.flatMap((shelf) => shelf.views()).sort((one, other) => one.createdAt - other.createdAt);
  return {
    name,
    label,
    key,
    get apiUrl() {
      return deps.apiUrl();
    },
    get mediaHost() {
      return new URL(deps.filesUrl()).host;
    },
    jobs: views,
    settings: settings.get,
    configure: settings.set,
    act: async (jobId, action) => {
      const shelf = shelves.find((each) => each.has(jobId));
      if (!shelf) throw new Error(`no job ${jobId}`);
      await shelf.act(jobId, action);
    },
    plan: plans.set,
    submitsOf: tally.submitsOf,
    callbacksOf: tally.callbacksOf,
    tally: tally.read,
    callbacks: (faults) => {
      for (const shelf of shelves) shelf.callbacks(faults);
    },
    submits: submits.all,
    calls: calls.all,
    undocumented: undocumented.all,
    file: (url) => firstOf(shelves, (shelf) => shelf.file(url.slice(url.lastIndexOf('/') + 1))),
    outputs: (jobId) => shelves.flatMap((shelf) => shelf.outputs(jobId)),
    subscribe: changes.subscribe,
    waitForJob: async (test, withinMs = WAIT_MS) =>
      views().find(test) ?? changes.next(test, withinMs, () => 'no such job'),
    waitForSubmits: submits.wait,
    close: () => {
      for (const shelf of shelves) shelf.close();
    },
  };
}

function firstOf<Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

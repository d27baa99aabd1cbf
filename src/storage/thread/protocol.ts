import type { CataloguePages } from '#storage/catalogue-pages.ts';
import type { Stores } from '#storage/stores.ts';
import type { ErrorNote } from './error-note.ts';

/** The stores that live in the thread. The lists of models come out of it page by page. */
export type Served = Required<Omit<Stores, 'catalogueStore'>> & { readonly cataloguePages: CataloguePages };

/** Every method of every store: what the main thread may call, with plain values only. */
export const METHODS: { readonly [Store in keyof Served]: { readonly [Method in keyof Served[Store]]: true } } = {
  jobs: {
    accept: true,
    find: true,
    findByTask: true,
    listByMember: true,
    attachCard: true,
    claimNext: true,
    requeue: true,
    moveTo: true,
    requeueStranded: true,
    markRunning: true,
    settle: true,
    receiveCallback: true,
    claimDue: true,
    planPoll: true,
    countOpen: true,
  },
  deliveries: {
    claimDue: true,
    markDelivered: true,
    postpone: true,
    moveOn: true,
    giveUp: true,
    releaseLeases: true,
    findByJob: true,
    artifactsOf: true,
    saveFile: true,
    replaceSources: true,
  },
  fallbacks: { find: true, list: true, set: true, clear: true },
  cataloguePages: { pageAfter: true, replace: true },
  upkeep: { shiftTimes: true, lastMoment: true, unfinishedJobs: true, forgetCallbacks: true },
};

/** The name of a method, such as `jobs.accept`. */
export const nameOf = (store: string, method: string): string => `${store}.${method}`;

export type Call = readonly [id: number, name: string, args: readonly unknown[]];

/** A call's answer, or the error that it ended with. */
export type Answer = readonly [id: number, value: unknown, error?: ErrorNote];

/** To the thread: what was called within one turn of the loop, or that nothing more will come. */
export type ToThread = readonly Call[] | 'close';

/** From the thread: first that the database is open, or why not; then what a group of calls is answered with. */
export type FromThread = 'open' | { readonly refused: ErrorNote } | readonly Answer[];

export type ThreadData = { readonly path: string };

import type { Timeline } from './timeline.ts';
import { DAWN } from './timeline.ts';

export type Where = 'channel' | 'follow-up' | 'direct message';

/** What really happened to one job, told by the world and by the database, never by the product. */
export type Case = {
  readonly jobId: string;
  readonly interactionId: string;
  readonly channelId: string;
  readonly userId: string;
  readonly acceptedAt: number;
  state: string;
  /** Ids of the generations that services really began for it. */
  readonly generations: string[];
  /** Messages about its end that can be seen now, and where. */
  readonly visible: Map<string, Where>;
  /** Messages about its end that were ever made. */
  made: number;
  /** Its card was edited to be that message. */
  onCard: boolean;
  delivery: DeliveryRow | undefined;
  /** Discord would not take its message the last time, since when nobody has taken the delivery up again. */
  refused: boolean;
  /** Creates of its message that Discord has not answered yet, by life. */
  readonly underWay: Map<number, number>;
  /** Creates of its message that were ever begun. */
  posts: number;
  readonly history: [at: number, what: string][];
};

export type DeliveryRow = {
  readonly id: string;
  readonly jobId: string;
  readonly channelId: string;
  readonly state: string;
  readonly leased: boolean;
  readonly nextAt: number;
  readonly place: string;
};

export type Chronicle = {
  readonly open: (found: Pick<Case, 'jobId' | 'interactionId' | 'channelId' | 'userId' | 'state'>) => Case;
  readonly find: (jobId: string) => Case | undefined;
  readonly findByShortId: (shortId: string) => Case | undefined;
  readonly findByInteraction: (interactionId: string) => Case | undefined;
  readonly all: () => Iterable<Case>;
  readonly note: (jobId: string, what: string) => void;
};

export function createChronicle(timeline: Timeline): Chronicle {
  const cases = new Map<string, Case>();
  const byShortId = new Map<string, Case>();
  const byInteraction = new Map<string, Case>();
  return {
    open: (found) => {
      const opened: Case = {
        ...found,
        acceptedAt: timeline.now(),
        generations: [],
        visible: new Map(),
        made: 0,
        onCard: false,
        delivery: undefined,
        refused: false,
        underWay: new Map(),
        posts: 0,
        history: [],
      };
      cases.set(found.jobId, opened);
      byShortId.set(found.jobId.slice(-6), opened);
      byInteraction.set(found.interactionId, opened);
      return opened;
    },
    find: (jobId) => cases.get(jobId),
    findByShortId: (shortId) => byShortId.get(shortId),
    findByInteraction: (interactionId) => byInteraction.get(interactionId),
    all: () => cases.values(),
    note: (jobId, what) => cases.get(jobId)?.history.push([timeline.now(), what]),
  };
}

/** Time since the world began, such as `1:02:03.456`. */
export function sinceDawn(at: number): string {
  const ms = at - DAWN;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const seconds = `${two((ms / 1000) % 60)}.${String(Math.floor(ms % 1000)).padStart(3, '0')}`;
  return `${Math.floor(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${seconds}`;
}

/** Of tries that led nowhere so many are told at the end; before those, what changed something. */
const LAST_LINES = 30;

/** What a fruitless try leaves behind. */
const FRUITLESS = /^(?:try \d+ begins|begins to post|Discord would not|postponed)/;

export function tellHistory({ jobId, history }: Case): string {
  const recent = history.length - LAST_LINES;
  const told = history.filter(([, what], index) => index >= recent || !FRUITLESS.test(what));
  const left = history.length - told.length;
  const lines = told.map(([at, what]) => `  ${sinceDawn(at)}  ${what}`);
  return [`job ${jobId}:`, ...lines, ...(left > 0 ? [`  (${left} lines of fruitless tries left out)`] : [])].join('\n');
}

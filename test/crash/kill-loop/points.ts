/** What the bot does at its edges, and in its storage: the process can be killed just before and just after each. */
export const WATCHED = [
  'jobs.accept',
  'jobs.attachCard',
  'jobs.claimNext',
  'provider.submit',
  'jobs.markRunning',
  'jobs.receiveCallback',
  'jobs.settle',
  'deliveries.claimDue',
  'media.fetch',
  'deliveries.saveFile',
  'deliveries.moveOn',
  'messenger.post',
  'deliveries.markDelivered',
  'messenger.refreshCard',
  'jobs.claimDue',
  'provider.poll',
  'jobs.planPoll',
  /** Of a transaction, in the thread that holds the connection: all is written but the last record, or that one, too. */
  'commit',
] as const;

export type Watched = (typeof WATCHED)[number];

export type InsidePoint = `${'before' | 'after'} ${Watched}`;

/** What happens at the other end of a connection: seen from outside, and killed from there. */
export const OUTSIDE_POINTS = [
  'card made, not answered',
  'message made, not answered',
  'submit taken, not answered',
] as const;

export type OutsidePoint = (typeof OUTSIDE_POINTS)[number];

export type Point = InsidePoint | OutsidePoint;

export const INSIDE_POINTS: readonly InsidePoint[] = WATCHED.flatMap((each) => [
  `before ${each}` as const,
  `after ${each}` as const,
]);

export const POINTS: readonly Point[] = [...INSIDE_POINTS, ...OUTSIDE_POINTS];

export const isInside = (point: Point): point is InsidePoint => !OUTSIDE_POINTS.some((outside) => outside === point);

/** Reached only when the bot asks a service how a job is, which it does when some time has passed without a callback. */
export const needsTime = (point: Point): boolean => /claimDue|poll|Poll|settle/.test(point);

/** Reached only when a channel has been closed to the bot since a job was accepted there. */
export const needsClosedChannel = (point: Point): boolean => point.endsWith('moveOn');

/** Protections that can be taken away, to see that the count notices. */
export const PROTECTIONS = ['nonce and look', 'look before repeat', 'unknown fate', 'mark after post'] as const;

export type Protection = (typeof PROTECTIONS)[number];

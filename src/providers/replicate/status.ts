/**
 * What a status word says about a prediction (replicate.com/docs lifecycle). `aborted`: its deadline passed before it
 * started. Any other word, and none, is `unclear`: never the end of a job.
 */
export type Phase = 'succeeded' | 'failed' | 'cancelled' | 'aborted' | 'running' | 'unclear';

const PHASES: ReadonlyMap<string, Phase> = new Map([
  ['starting', 'running'],
  ['processing', 'running'],
  ['succeeded', 'succeeded'],
  ['failed', 'failed'],
  ['canceled', 'cancelled'],
  ['aborted', 'aborted'],
]);

export const phaseOf = (status: string | undefined): Phase => PHASES.get(status ?? '') ?? 'unclear';

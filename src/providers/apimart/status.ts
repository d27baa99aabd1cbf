/**
 * What a status word says about a task (docs.apimart.ai task status; `queued`, `in_progress` and `success` come from other
 * pages and the vendor's own clients, `not_start`, `modal` and `failure` from Midjourney's, which writes upper case).
 * suno says `unknown` while it goes on. Any other word, and none, is `unclear`: never the end of a job.
 */
export type Phase = 'succeeded' | 'failed' | 'cancelled' | 'running' | 'unclear';

const PHASES: ReadonlyMap<string, Phase> = new Map([
  ['completed', 'succeeded'],
  ['success', 'succeeded'],
  ['failed', 'failed'],
  ['failure', 'failed'],
  ['cancelled', 'cancelled'],
  ['submitted', 'running'],
  ['pending', 'running'],
  ['queued', 'running'],
  ['processing', 'running'],
  ['in_progress', 'running'],
  ['not_start', 'running'],
  ['modal', 'running'],
  ['unknown', 'running'],
]);

export const phaseOf = (status: string | undefined): Phase => PHASES.get(status ?? '') ?? 'unclear';

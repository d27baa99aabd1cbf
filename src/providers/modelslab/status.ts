/**
 * What a status word says about a generation. The service writes `failed` in webhooks and `error` or `failed` elsewhere
 * (docs.modelslab.com webhooks, error-codes); both mean the same. `queued` and `pending` come from single enterprise
 * samples and integrators, `ready` from integrators, who take it as done once it names files. Any other word, and none, is
 * `unclear`: never the end of a job.
 */
export type Phase = 'succeeded' | 'failed' | 'running' | 'unclear';

const PHASES: ReadonlyMap<string, Phase> = new Map([
  ['success', 'succeeded'],
  ['ready', 'succeeded'],
  ['error', 'failed'],
  ['failed', 'failed'],
  ['processing', 'running'],
  ['queued', 'running'],
  ['pending', 'running'],
]);

export const phaseOf = (status: string | undefined): Phase => PHASES.get(status ?? '') ?? 'unclear';

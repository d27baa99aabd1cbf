/**
 * What a status word says about a generation. One table for all of the service's vocabularies (docs.eachlabs.ai
 * predictions, webhooks, workflows): polls say `success`, `error`, and in older texts `failed`; webhooks `succeeded` and
 * `failed`; workflows `completed`. Any other word, and none, is `unclear`: never the end of a job. The word of a submit is
 * not looked up here: `success` means there that it was taken.
 */
export type Phase = 'succeeded' | 'failed' | 'cancelled' | 'running' | 'unclear';

const PHASES: ReadonlyMap<string, Phase> = new Map([
  ['success', 'succeeded'],
  ['succeeded', 'succeeded'],
  ['completed', 'succeeded'],
  ['error', 'failed'],
  ['failed', 'failed'],
  ['cancelled', 'cancelled'],
  ['canceled', 'cancelled'],
  ['created', 'running'],
  ['queued', 'running'],
  ['pending', 'running'],
  ['starting', 'running'],
  ['processing', 'running'],
  ['running', 'running'],
]);

export const phaseOf = (status: string | undefined): Phase => PHASES.get(status ?? '') ?? 'unclear';

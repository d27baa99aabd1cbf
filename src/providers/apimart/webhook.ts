import type { CallbackReading } from '#domain/ports/provider.ts';
import { endingOf, phaseOfTask } from './ending.ts';
import type { Envelope } from './envelope.ts';

/**
 * What a callback says (docs.apimart.ai webhook): the task as a poll would tell it, bare or wrapped. It has no signature;
 * who sent it is known by the track id in its address alone. One is sent, at `completed` or `failed`. A success without
 * files and a body without any task are left for a poll to explain.
 */
export function readCallback(envelope: Envelope | undefined, secrets: readonly string[]): CallbackReading {
  if (!envelope) return { news: 'nonsense', detail: 'body is not a JSON object' };
  const [task] = envelope.tasks;
  if (task?.status === undefined) return { news: 'nonsense', detail: 'body tells of no task' };
  const settlement = endingOf(task, secrets);
  if (!settlement) return { news: 'progress' };
  const isEmpty = phaseOfTask(task) === 'succeeded' && settlement.outcome === 'failed';
  if (isEmpty) return { news: 'nonsense', detail: 'success without files' };
  return { news: 'ended', ...(task.id !== undefined && { taskId: task.id }), settlement };
}

import type { CallbackReading } from '#domain/ports/provider.ts';
import type { Prediction } from './prediction.ts';
import { judge } from './verdict.ts';

/** What a callback says that is known to be the service's: the prediction, as a poll would tell it (receive-webhook). */
export function readNews(prediction: Prediction | undefined, secrets: readonly string[]): CallbackReading {
  if (!prediction) return { news: 'nonsense', detail: 'body is not a JSON object' };
  if (prediction.status === undefined) return { news: 'nonsense', detail: 'body has no status' };
  const verdict = judge(prediction, secrets);
  if (verdict.says === 'empty') return { news: 'nonsense', detail: 'success without files' };
  if (verdict.says !== 'ended') return { news: 'progress' };
  const { id: taskId } = prediction;
  return { news: 'ended', ...(taskId !== undefined && { taskId }), settlement: verdict.settlement };
}

import type { CallbackReading } from '#domain/ports/provider.ts';
import type { Report } from './report.ts';
import { taskIdIn } from './report.ts';
import { judge } from './verdict.ts';

/**
 * What a callback says that is known to be the service's. Both generations of a prediction's body and the body of a
 * workflow's execution are read alike (docs.eachlabs.ai payload-reference, workflows webhooks). It comes on success and
 * failure only, and in the current generation without the cost.
 */
export function readNews(report: Report | undefined, secrets: readonly string[]): CallbackReading {
  if (!report) return { news: 'nonsense', detail: 'body is not a JSON object' };
  if (report.status === undefined) return { news: 'nonsense', detail: 'body has no status' };
  const verdict = judge(report, secrets);
  if (verdict.says === 'empty') return { news: 'nonsense', detail: 'success without files' };
  if (verdict.says !== 'ended') return { news: 'progress' };
  const taskId = taskIdIn(report);
  return { news: 'ended', ...(taskId !== undefined && { taskId }), settlement: verdict.settlement };
}

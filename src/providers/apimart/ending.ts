import type { Settlement, Success } from '#domain/settlement.ts';
import { failed } from '#domain/settlement.ts';
import type { TaskState } from './envelope.ts';
import { readFailure } from './errors.ts';
import { readSources } from './outputs.ts';
import type { Phase } from './status.ts';
import { phaseOf } from './status.ts';

/** Where a task stands. `generation.result` is told in place of a status by submits that finish at once. */
export function phaseOfTask({ status, object }: TaskState): Phase {
  const phase = phaseOf(status);
  return phase === 'unclear' && object === 'generation.result' ? 'succeeded' : phase;
}

/** How a task has ended; undefined while it goes on. A success without files is a failure: none has been seen to mend. */
export function endingOf(task: TaskState, secrets: readonly string[]): Settlement | undefined {
  switch (phaseOfTask(task)) {
    case 'succeeded':
      return readSuccess(task) ?? failed('empty_result');
    case 'failed':
      return { outcome: 'failed', failure: readFailure(task.error, secrets) };
    case 'cancelled':
      return failed('cancelled', 'cancelled at the service');
    default:
      return undefined;
  }
}

function readSuccess(task: TaskState): Success | undefined {
  const sources = readSources(task.result);
  if (sources.length === 0) return undefined;
  const costMicroUsd = costOf(task);
  return { outcome: 'succeeded', sources: [...sources], ...(costMicroUsd !== undefined && { costMicroUsd }) };
}

/** `cost` is in USD; ten credits are one (docs.apimart.ai task status). */
function costOf({ cost, credits_cost: credits }: TaskState): number | undefined {
  const usd = cost ?? (credits === undefined ? undefined : credits / 10);
  const microUsd = usd === undefined ? undefined : Math.round(usd * 1_000_000);
  return Number.isSafeInteger(microUsd) ? microUsd : undefined;
}

/** One ending of several tasks that were made of one submit: what succeeded counts, and what it cost. */
export function mergeEndings(endings: readonly [Settlement, ...Settlement[]]): Settlement {
  const successes = endings.filter((ending) => ending.outcome === 'succeeded');
  if (successes.length === 0 || endings.length === 1) return endings[0];
  const costs = successes.flatMap(({ costMicroUsd }) => costMicroUsd ?? []);
  return {
    outcome: 'succeeded',
    sources: successes.flatMap(({ sources }) => sources),
    ...(costs.length > 0 && { costMicroUsd: costs.reduce((sum, cost) => sum + cost, 0) }),
  };
}

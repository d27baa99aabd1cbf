import type { Settlement } from '#domain/settlement.ts';
import { failed } from '#domain/settlement.ts';
import { readFailure } from './errors.ts';
import { readSources } from './outputs.ts';
import type { Prediction } from './prediction.ts';
import { wordsOf } from './prediction.ts';
import { phaseOf } from './status.ts';

/** What a prediction says about its job. `empty`: a success that names no file. */
export type Verdict =
  | { readonly says: 'ended'; readonly settlement: Settlement }
  | { readonly says: 'empty' | 'running' | 'unclear' };

/** The status word decides, never the presence of an `output`: models that stream fill it while they run. */
export function judge(prediction: Prediction, secrets: readonly string[]): Verdict {
  const phase = phaseOf(prediction.status);
  switch (phase) {
    case 'succeeded':
      return judgeSuccess(prediction);
    case 'failed':
      return ended({ outcome: 'failed', failure: readFailure(wordsOf(prediction), secrets) });
    case 'cancelled':
      return ended(failed('cancelled', 'canceled at the service'));
    case 'aborted':
      return ended(failed('expired', 'aborted: its deadline passed before it started'));
    case 'running':
    case 'unclear':
      return { says: phase };
  }
}

function judgeSuccess({ output, data_removed }: Prediction): Verdict {
  const sources = readSources(output);
  if (sources.length > 0) return ended({ outcome: 'succeeded', sources });
  return data_removed
    ? ended(failed('result_unreachable', 'deleted at the service before we asked'))
    : { says: 'empty' };
}

const ended = (settlement: Settlement): Verdict => ({ says: 'ended', settlement });

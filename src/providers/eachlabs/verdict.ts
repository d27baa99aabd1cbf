import type { Settlement, Success } from '#domain/settlement.ts';
import { readFailure } from './errors.ts';
import { readSources } from './outputs.ts';
import type { Report } from './report.ts';
import { costMicroUsdOf } from './report.ts';
import { phaseOf } from './status.ts';
import { readTrouble } from './trouble.ts';

/** Longest text kept of a workflow that writes, in characters: about what a Discord message holds. */
const TEXT_MAX_CHARACTERS = 2_000;

/** What a report says about its job. `empty`: a success that names nothing. */
export type Verdict =
  | { readonly says: 'ended'; readonly settlement: Settlement }
  | { readonly says: 'empty' }
  | { readonly says: 'running' }
  | { readonly says: 'unclear' };

/**
 * The word decides, never the presence of an `output`: a failure has one, too, with the error in it (docs.eachlabs.ai
 * errors, payload-reference).
 */
export function judge(report: Report, secrets: readonly string[]): Verdict {
  switch (phaseOf(report.status)) {
    case 'succeeded': {
      const settlement = readSuccess(report);
      return settlement ? { says: 'ended', settlement } : { says: 'empty' };
    }
    case 'failed':
      return { says: 'ended', settlement: { outcome: 'failed', failure: readFailure(readTrouble(report), secrets) } };
    case 'cancelled':
      return { says: 'ended', settlement: { outcome: 'failed', failure: { reason: 'cancelled' } } };
    case 'running':
      return { says: 'running' };
    case 'unclear':
      return { says: 'unclear' };
  }
}

/** Only workflows, known by their id's name, are made to write; text of anything else is not a result. */
function readSuccess(report: Report): Success | undefined {
  const results = [report.output, report.workflow_output];
  const sources = results.map(readSources).find(({ length }) => length > 0) ?? [];
  const written = report.execution_id === undefined ? undefined : results.find((each) => typeof each === 'string');
  const text = sources.length > 0 ? undefined : written?.trim().slice(0, TEXT_MAX_CHARACTERS);
  if (sources.length === 0 && !text) return undefined;
  const costMicroUsd = costMicroUsdOf(report);
  return {
    outcome: 'succeeded',
    sources,
    ...(text && { text }),
    ...(costMicroUsd !== undefined && { costMicroUsd }),
  };
}

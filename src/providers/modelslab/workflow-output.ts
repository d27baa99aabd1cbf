import type { Success } from '#domain/settlement.ts';
import { readEnvelope } from './envelope.ts';
import { readSources, readWords } from './outputs.ts';

/**
 * What a run made. A run's `output` is an envelope of its last step on one page; in the nested callback it is an object of
 * lists by any name (`images`). A run of words only has text and no files. Undefined when there is neither.
 */
export function readWorkflowOutput(output: unknown): Success | undefined {
  const envelope = readEnvelope(output);
  const own = envelope ? readSources(envelope) : [];
  const sources = own.length > 0 ? own : readSources({ output });
  const text = sources.length > 0 ? undefined : ((envelope && readWords(envelope)) ?? wordsOnly(output));
  if (sources.length === 0 && text === undefined) return undefined;
  return { outcome: 'succeeded', sources: [...sources], ...(text !== undefined && { text }) };
}

/** Not of an object: its words may be a status or a name. */
const wordsOnly = (output: unknown): string | undefined =>
  typeof output === 'string' || Array.isArray(output) ? readWords({ output }) : undefined;

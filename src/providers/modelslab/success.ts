import type { Success } from '#domain/settlement.ts';
import type { Envelope } from './envelope.ts';
import { readSources, readWords } from './outputs.ts';

/** The success that an answer reports; undefined when it names no file, and has no words where words are made. */
export function readSuccess(envelope: Envelope, makesText = false): Success | undefined {
  const sources = readSources(envelope, makesText);
  const text = makesText ? readWords(envelope) : undefined;
  if (sources.length === 0 && text === undefined) return undefined;
  const { meta, nsfw_content_detected: nsfwDetected } = envelope;
  return {
    outcome: 'succeeded',
    sources: [...sources],
    ...(text !== undefined && { text }),
    ...(meta?.model_id !== undefined && { model: meta.model_id }),
    ...(meta?.seed !== undefined && { seed: meta.seed }),
    ...(nsfwDetected !== undefined && { nsfwDetected }),
  };
}

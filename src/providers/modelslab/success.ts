import type { Success } from '#domain/settlement.ts';
import type { Envelope } from './envelope.ts';
import { readSources } from './outputs.ts';

/** The success that an answer reports; undefined when it names no file. */
export function readSuccess(envelope: Envelope): Success | undefined {
  const sources = readSources(envelope);
  if (sources.length === 0) return undefined;
  const { meta, nsfw_content_detected: nsfwDetected } = envelope;
  return {
    outcome: 'succeeded',
    sources: [...sources],
    ...(meta?.model_id !== undefined && { model: meta.model_id }),
    ...(meta?.seed !== undefined && { seed: meta.seed }),
    ...(nsfwDetected !== undefined && { nsfwDetected }),
  };
}

import type { Logger } from '#domain/ports/logger.ts';
import { redact } from '#providers/http/redact.ts';
import type { Envelope } from './envelope.ts';
import { readEnvelope } from './envelope.ts';
import { phaseOf } from './status.ts';

/** New status words reported, so that a service gone mad cannot fill the log or the memory. */
const REPORTED_WORDS_MAX = 20;

/** Reads the envelope of an answer; undefined when the body is not a JSON object. */
export type Open = (json: unknown) => Envelope | undefined;

type Deps = { readonly logger: Pick<Logger, 'warn'>; readonly secrets: readonly string[] };

/** Warns of each status word that is not known, once: the service has begun to say something that this room should learn. */
export function createOpen({ logger, secrets }: Deps): Open {
  const reported = new Set<string>();

  return (json) => {
    const envelope = readEnvelope(json);
    if (envelope?.status !== undefined && phaseOf(envelope.status) === 'unclear') report(envelope.status);
    return envelope;
  };

  function report(word: string): void {
    if (reported.has(word) || reported.size === REPORTED_WORDS_MAX) return;
    reported.add(word);
    const fields = { provider: 'modelslab', status: redact(word, secrets) };
    logger.warn(fields, 'status word is not known: taken as running');
  }
}

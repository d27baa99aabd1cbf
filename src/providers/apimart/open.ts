import type { Logger } from '#domain/ports/logger.ts';
import { redact } from '#providers/http/redact.ts';
import { phaseOfTask } from './ending.ts';
import type { Envelope } from './envelope.ts';
import { readEnvelope } from './envelope.ts';

/** Reads a body; undefined when it is not a JSON object. */
export type Open = (json: unknown) => Envelope | undefined;

/** New status words reported, so that a service gone mad cannot fill the log or the memory. */
const REPORTED_WORDS_MAX = 20;

type Deps = { readonly logger: Pick<Logger, 'warn'>; readonly apiKey: string };

export function createOpen({ logger, apiKey }: Deps): Open {
  const reported = new Set<string>();

  return (json) => {
    const envelope = readEnvelope(json);
    for (const task of envelope?.tasks ?? []) {
      if (task.status !== undefined && phaseOfTask(task) === 'unclear') report(task.status);
    }
    return envelope;
  };

  /** Once per word: the service has begun to say something that this room should learn. */
  function report(word: string): void {
    if (reported.has(word) || reported.size === REPORTED_WORDS_MAX) return;
    reported.add(word);
    logger.warn({ provider: 'apimart', status: redact(word, [apiKey]) }, 'status word is not known: taken as running');
  }
}

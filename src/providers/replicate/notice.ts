import type { Logger } from '#domain/ports/logger.ts';
import { redact } from '#providers/http/redact.ts';
import type { Prediction } from './prediction.ts';
import { readPrediction } from './prediction.ts';
import { phaseOf } from './status.ts';

/** New status words told, so that a service gone mad cannot fill the log or the memory. */
const WORDS_MAX = 20;

type Deps = { readonly logger: Pick<Logger, 'warn'>; readonly secrets: readonly string[] };

/** Reads predictions, and tells once of each status word that is not known: the room should learn it. */
export function createNotice({ logger, secrets }: Deps): (json: unknown) => Prediction | undefined {
  const told = new Set<string>();

  return (json) => {
    const prediction = readPrediction(json);
    const word = prediction?.status;
    if (word === undefined || phaseOf(word) !== 'unclear' || told.has(word) || told.size === WORDS_MAX) {
      return prediction;
    }
    told.add(word);
    logger.warn({ provider: 'replicate', status: redact(word, secrets) }, 'status word is not known: taken as running');
    return prediction;
  };
}

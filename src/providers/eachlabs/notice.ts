import type { Logger } from '#domain/ports/logger.ts';
import { redact } from '#providers/http/redact.ts';
import type { Report } from './report.ts';
import { readReport } from './report.ts';
import { phaseOf } from './status.ts';

/** New status words told, so that a service gone mad cannot fill the log or the memory. */
const WORDS_MAX = 20;

type Deps = { readonly logger: Pick<Logger, 'warn'>; readonly secrets: readonly string[] };

/** Reads reports, and tells once of each status word that is not known: the room should learn it. */
export function createNotice({ logger, secrets }: Deps): (json: unknown) => Report | undefined {
  const told = new Set<string>();

  return (json) => {
    const report = readReport(json);
    const word = report?.status;
    if (word === undefined || phaseOf(word) !== 'unclear' || told.has(word) || told.size === WORDS_MAX) return report;
    told.add(word);
    logger.warn({ provider: 'eachlabs', status: redact(word, secrets) }, 'status word is not known: taken as running');
    return report;
  };
}

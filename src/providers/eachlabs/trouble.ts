import * as z from 'zod';
import type { Report } from './report.ts';

/** What the service says went wrong. */
export type Trouble = {
  /** Its words, not yet redacted; empty when it has none. */
  readonly text: string;
  /** `INPUT_VALIDATION_ERROR` and the like; the list is open. */
  readonly code?: string | undefined;
  /** `VALIDATION`, `PROVIDER`, … */
  readonly category?: string | undefined;
  /** The service's own advice. */
  readonly retryable?: boolean | undefined;
};

const words = z.string().trim().min(1).optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);

const outputError = z.object({
  error_message: words,
  error: words,
  error_code: words,
  classification: z.object({ category: words }).optional().catch(undefined),
  retryable: flag,
});

/** An `error_message` may itself be JSON (docs.eachlabs.ai video errors). */
const inner = z.object({ code: words, message: words, retryable: flag });

const EMPTY = outputError.parse({});

/**
 * Reading order of docs.eachlabs.ai errors: `output.error_message`, `output.error`, `output[0].error`, `logs`; then the
 * workflows' `error_cause` and `error`, and the `error` and `details` of an HTTP error. The top-level `error` of a webhook
 * is always empty.
 */
export function readTrouble(report: Report): Trouble {
  const { output, logs, error_cause, error, details, message } = report;
  const said = outputError.safeParse(Array.isArray(output) ? output[0] : output).data ?? EMPTY;
  const nested = innerOf(said.error_message);
  const own = nested?.message ?? said.error_message ?? said.error;
  const outer = [own, logs, error_cause, error, message].find(isText);
  return {
    text: [outer, outer === error ? details : undefined].filter(isText).join(': '),
    code: said.error_code ?? nested?.code,
    category: said.classification?.category,
    retryable: said.retryable ?? nested?.retryable,
  };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

function innerOf(text: string | undefined): z.infer<typeof inner> | undefined {
  if (!text?.startsWith('{')) return undefined;
  try {
    return inner.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

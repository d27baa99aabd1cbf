import type { ErrorRequestHandler } from 'express';
import * as z from 'zod';

const httpError = z.object({ status: z.int().min(400).max(499), message: z.string() });

/**
 * Answers every error as `{ error }` in words that the page can show, with 400: an input that does not fit, or what the
 * pretend Discord and the pretend providers refuse to do.
 */
export const answerErrors: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) return next(error);
  response.status(400).json({ error: wordsFor(error) });
};

function wordsFor(error: unknown): string {
  if (error instanceof z.ZodError) return error.issues.map(wordsForIssue).join('; ');
  const http = httpError.safeParse(error);
  if (http.success && http.data.status === 413) return 'This file is too large: at most 10 MB.';
  return error instanceof Error ? error.message : 'Something went wrong in the demo itself.';
}

const wordsForIssue = ({ path, message }: { path: PropertyKey[]; message: string }): string =>
  path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`;

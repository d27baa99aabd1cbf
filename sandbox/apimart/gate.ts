import type { RequestHandler, Response } from 'express';
import type { Settings } from '#sandbox/services/bookkeeping.ts';
import { errorBody } from './answers.ts';

export const refuse = (
  response: Response,
  status: number,
  message: string,
  type: string,
  code: string | number = type,
): void => {
  response.status(status).json(errorBody(message, type, code));
};

/** The key stands in the Authorization header of every request. */
export const checkKey =
  ({ key, settings }: { readonly key: string; readonly settings: Settings }): RequestHandler =>
  (request, response, next) => {
    if (request.get('authorization') === `Bearer ${key}` && !settings.get().rejectKey) return next();
    // As recorded: no code, and a type of the vendor's own.
    refuse(response, 401, 'invalid API key (request id: 20260919)', 'apimart_error', '');
  };

import type { RequestHandler, Response } from 'express';
import type { Settings } from '#sandbox/services/bookkeeping.ts';

export const refuse = (response: Response, status: number, error: string, more: object = {}): void => {
  response.status(status).json({ error, ...more });
};

export const checkKey =
  ({ key, settings }: { readonly key: string; readonly settings: Settings }): RequestHandler =>
  (request, response, next) => {
    if (request.get('authorization') === `Bearer ${key}` && !settings.get().rejectKey) return next();
    refuse(response, 401, 'Invalid or missing API key');
  };

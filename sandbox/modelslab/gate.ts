import type { Response } from 'express';
import type { Settings } from '#sandbox/services/bookkeeping.ts';
import type { Body } from '#sandbox/services/serve.ts';
import { error, misspeltError } from './answers.ts';

export type GateDeps = {
  readonly key: string;
  readonly settings: Settings;
  /** Errors are told with HTTP 200, as integrators have met them, instead of the documented statuses. */
  readonly errorsWithHttp200: boolean;
};

export type Refusal = { readonly status: number; readonly message: string };

export const NO_CREDIT: Refusal = {
  status: 402,
  message: 'Insufficient credits. Please add more credits to continue.',
};

/** The key stands in every body. */
export function keyRefusal({ key, settings }: GateDeps, sent: unknown): Refusal | undefined {
  if (typeof sent !== 'string' || sent === '') return { status: 401, message: 'API key required' };
  return sent !== key || settings.get().rejectKey ? { status: 401, message: 'Invalid API key' } : undefined;
}

type Way = { readonly misspelt?: boolean };

export function refuse(
  { errorsWithHttp200 }: GateDeps,
  response: Response,
  { status, message }: Refusal,
  way: Way = {},
): void {
  const body: Body = way.misspelt ? misspeltError(message) : error(message);
  response.status(errorsWithHttp200 ? 200 : status).json(body);
}

/** What every body may hold beside the fields of its endpoint. */
export const EVERYWHERE = ['key', 'webhook', 'track_id'];

import type { Request, Response } from 'express';
import type { Body } from '#sandbox/services/serve.ts';
import { errorBody } from './answers.ts';

type Answer = { readonly status: number; readonly body: Body };
type Entry = { readonly fingerprint: string; readonly rememberedAt: number; answer?: Answer };

/** What a key is to a submit: nothing, new, or answered for. */
export type Recognition =
  | { readonly is: 'answered' }
  | { readonly is: 'new'; readonly remember: (answer: Answer) => void };

export type Idempotency = {
  /** Looks at the request's `Idempotency-Key`; answers for it where it is a repeat or cannot be one. */
  readonly recognise: (request: Request, body: Body, response: Response) => Recognition;
};

const KEPT_MS = 86_400_000; // a day, docs.apimart.ai
const KEY = /^[\x21-\x7e]{1,191}$/;

/** Remembers what submits were answered by their key and endpoint. Only answers that took a job are remembered. */
export function createIdempotency(): Idempotency {
  const entries = new Map<string, Entry>();
  return {
    recognise: (request, body, response) => {
      const key = request.get('idempotency-key');
      if (key === undefined) return { is: 'new', remember: () => {} };
      if (!KEY.test(key)) return answered(response, 400, 'invalid Idempotency-Key', 'invalid_request_error');
      const place = `${request.path} ${key}`;
      const fingerprint = JSON.stringify(body);
      const known = entries.get(place);
      if (!known || Date.now() - known.rememberedAt > KEPT_MS) {
        const remember = (answer: Answer) => {
          entries.set(place, { fingerprint, rememberedAt: Date.now(), answer });
        };
        return { is: 'new', remember };
      }
      if (known.fingerprint !== fingerprint)
        return answered(response, 409, 'the key was used with another body', 'idempotency_key_reused');
      response.set('Idempotency-Replayed', 'true');
      response.status(known.answer?.status ?? 200).json(known.answer?.body);
      return { is: 'answered' };
    },
  };
}

function answered(response: Response, status: number, message: string, type: string): Recognition {
  response.status(status).json(errorBody(message, type));
  return { is: 'answered' };
}

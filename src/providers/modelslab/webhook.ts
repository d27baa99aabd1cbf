import type { CallbackReading } from '#domain/ports/provider.ts';
import type { Envelope } from './envelope.ts';
import { readFailure } from './errors.ts';
import { readMessage } from './message.ts';
import { phaseOf } from './status.ts';
import { readSuccess } from './success.ts';

/**
 * What a callback says (docs.modelslab.com webhooks). It has no signature; who sent it is known by the track id in its
 * address alone. Only `success` and `failed` are documented; `error` is taken as `failed`, other words as progress. A
 * success without files and a body without any status are left for a poll to explain.
 */
export function readCallback(envelope: Envelope | undefined, secrets: readonly string[]): CallbackReading {
  if (!envelope) return { news: 'nonsense', detail: 'body is not a JSON object' };
  if (envelope.status === undefined) return { news: 'nonsense', detail: 'body has no status' };
  const taskId = envelope.id === undefined ? {} : { taskId: envelope.id };
  switch (phaseOf(envelope.status)) {
    case 'succeeded': {
      const settlement = readSuccess(envelope);
      return settlement
        ? { news: 'ended', ...taskId, settlement }
        : { news: 'nonsense', detail: 'success without files' };
    }
    case 'failed': {
      const failure = readFailure(readMessage(envelope, secrets));
      return { news: 'ended', ...taskId, settlement: { outcome: 'failed', failure } };
    }
    default:
      return { news: 'progress' };
  }
}

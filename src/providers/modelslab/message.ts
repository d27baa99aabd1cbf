import { redact } from '#providers/http/redact.ts';
import type { Envelope } from './envelope.ts';

export type Message = {
  /** One redacted line; empty when the answer has no message. */
  readonly text: string;
  /** It came as fields with complaints, which is how the service's validator writes. */
  readonly isValidation: boolean;
};

/** Deepest message seen is `{field:[text]}`, two levels. */
const DEPTH_MAX = 4;

/**
 * The words of an answer, wherever they stand: `message`, `messege`, `error.message`, `error`, `detail`. The fields `tip`
 * and `tips` are advertising ("upgrade to enterprise") and would mislead, so they are left out.
 */
export function readMessage(envelope: Envelope, secrets: readonly string[]): Message {
  const { message, messege, error, detail } = envelope;
  const inner = typeof error === 'object' && error !== null && 'message' in error ? error.message : undefined;
  const said = [message, messege, inner, error, detail].find((words) => leavesOf(words).length > 0);
  return {
    text: redact(leavesOf(said).join('; '), [...secrets, ...trackIdsIn(envelope)]),
    isValidation: typeof said === 'object',
  };
}

/** Shorter than any of ours; shorter ones would only riddle the message with holes. */
const TRACK_ID_MIN_CHARACTERS = 16;

/** An echoed track id is a secret, too: whoever holds it may settle the job. */
const trackIdsIn = ({ track_id, meta }: Envelope): readonly string[] =>
  [track_id ?? '', meta?.track_id ?? ''].filter(({ length }) => length >= TRACK_ID_MIN_CHARACTERS);

function leavesOf(words: unknown, depth = 0): readonly string[] {
  if (typeof words === 'string') return words.trim() === '' ? [] : [words.trim()];
  if (typeof words !== 'object' || words === null || depth > DEPTH_MAX) return [];
  return Object.values(words).flatMap((inner) => leavesOf(inner, depth + 1));
}

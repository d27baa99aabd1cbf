import type { RESTPostAPIChannelMessageJSONBody } from 'discord.js';
import type { Place } from '#domain/delivery.ts';
import type { Failure, FailureReason } from '#domain/failure.ts';
import { FAILURE_RULES } from '#domain/failure.ts';
import type { EndedJob } from '#domain/job.ts';
import { shortId } from '#domain/job.ts';
import { addressed, againButton, messageHome } from './message-home.ts';
import { nounOf, subject } from './request-words.ts';
import { quote, small } from './text.ts';

/** Enough to recognise one's own prompt, as on the status card. */
const SUBJECT_MAX_CHARACTERS = 300;

/** The message that says why there is no result, whether it was charged, and offers to try again. */
export function failureMessage(
  job: EndedJob,
  failure: Failure,
  place: Place = 'channel',
): RESTPostAPIChannelMessageJSONBody {
  const words = subject(job.request);
  const rule = FAILURE_RULES[failure.reason];
  const verb = failure.reason === 'cancelled' ? 'was cancelled' : 'could not be made';
  const lines = [
    addressed(job, place, `your ${nounOf(job)} ${verb}.`),
    ...(failure.reason === 'cancelled' ? [] : [rule.text]),
    ...(words === undefined ? [] : [quote(words, SUBJECT_MAX_CHARACTERS)]),
    small(chargeWords(job, failure), `job ${shortId(job.id)}`),
  ];
  return { ...messageHome(job, place), content: lines.join('\n'), components: [againButton(job, 'Retry')] };
}

/** Given up while the service had it: whether it makes it all the same, and for money, is for the service to know. */
const GIVEN_UP: ReadonlySet<FailureReason> = new Set(['cancelled', 'expired']);

function chargeWords({ task }: EndedJob, { reason }: Failure): string {
  if (task && GIVEN_UP.has(reason)) return 'The service may still charge for it';
  return FAILURE_RULES[reason].charged ? 'Charged' : 'Not charged';
}

import type { RESTPostAPIChannelMessageJSONBody } from 'discord.js';
import { CONTENT_MAX_CHARACTERS } from '#discord/limits.ts';
import type { SucceededJob } from '#domain/job.ts';
import { shortId } from '#domain/job.ts';
import { messageHome } from './message-home.ts';
import { modelName, nounOf, optionWords, seedOf, subject } from './request-words.ts';
import { dollars, megabytes, plain, plainWithin, plural, quote, small } from './text.ts';

/** Enough to recognise one's own prompt, as on the status card. */
const SUBJECT_MAX_CHARACTERS = 300;

/** The same where the result is in words itself, which need the room. */
const SUBJECT_BESIDE_TEXT_MAX_CHARACTERS = 100;

/** What could not be attached. */
export type LeftOut = {
  /** Sizes in bytes of the files that are larger than Discord takes there. */
  readonly tooLargeBytes: readonly number[];
  /** Files that the provider listed and nobody could fetch. */
  readonly unreachable: number;
};

/** The message that brings a result home; its files are attached beside it, plain, so that everything plays. */
export function resultMessage(job: SucceededJob, leftOut: LeftOut): RESTPostAPIChannelMessageJSONBody {
  const { request, success, origin } = job;
  const words = subject(request);
  const subjectMax = success.text === undefined ? SUBJECT_MAX_CHARACTERS : SUBJECT_BESIDE_TEXT_MAX_CHARACTERS;
  const above = [
    `<@${origin.userId}> your ${nounOf(job)}${(request.options.count ?? 1) > 1 ? 's are' : ' is'} ready.`,
    ...(words === undefined ? [] : [quote(words, subjectMax)]),
  ];
  const below = [
    ...notes(success.nsfwDetected, leftOut, origin.attachmentLimitBytes),
    small(
      modelWords(job),
      ...optionWords(request.options),
      seedWords(job),
      success.costMicroUsd ? dollars(success.costMicroUsd) : undefined,
      tookText(job),
      `job ${shortId(job.id)}`,
    ),
  ];
  // What the service says in words gets all the room that is left, with a line break on either side.
  const room = CONTENT_MAX_CHARACTERS - [...above, ...below].join('\n').length - 1;
  const text = success.text === undefined ? [] : [plainWithin(success.text, room)];
  return { ...messageHome(job), content: [...above, ...text, ...below].join('\n') };
}

function notes(
  nsfwDetected: boolean | undefined,
  { tooLargeBytes, unreachable }: LeftOut,
  limitBytes: number,
): string[] {
  const lines: string[] = [];
  if (nsfwDetected) lines.push('The service marked this as sensitive and may have blanked it.');
  if (unreachable > 0) lines.push(`${plural(unreachable, 'file')} could not be fetched from the service.`);
  if (tooLargeBytes.length > 0) {
    const sizes = tooLargeBytes.map(megabytes).join(', ');
    // Discord may take less than it told; then we know no limit to name.
    const limit = tooLargeBytes.every((bytes) => bytes > limitBytes) ? `; the limit is ${megabytes(limitBytes)}` : '';
    lines.push(`Too large to attach here: ${sizes}${limit}. The bot has kept its copy.`);
  }
  return lines;
}

function tookText({ endedAt, createdAt }: SucceededJob): string {
  return `took ${Math.max(1, Math.round((endedAt - createdAt) / 1000))} s`;
}

/** The model that really made it: a service or a server's second model may have stepped in. */
function modelWords({ request, success, movedFrom }: SucceededJob): string {
  const made = success.model === undefined ? modelName(request.model) : plain(success.model, 100);
  return movedFrom === undefined ? made : `${made}, instead of ${modelName(movedFrom)}`;
}

function seedWords(job: SucceededJob): string | undefined {
  const seed = job.success.seed ?? seedOf(job);
  return seed === undefined ? undefined : `seed ${seed}`;
}

import type { RESTPostAPIChannelMessageJSONBody } from 'discord.js';
import { CONTENT_MAX_CHARACTERS } from '#discord/limits.ts';
import type { Place } from '#domain/delivery.ts';
import type { SucceededJob } from '#domain/job.ts';
import { shortId } from '#domain/job.ts';
import type { FilesTold } from './file-notes.ts';
import { fileNotes } from './file-notes.ts';
import { addressed, againButton, messageHome } from './message-home.ts';
import { modelName, nounOf, optionWords, seedOf, subject } from './request-words.ts';
import { dollars, plain, plainWithin, quote, small } from './text.ts';

/** Enough to recognise one's own prompt, as on the status card. */
const SUBJECT_MAX_CHARACTERS = 300;

/** The same where the result is in words itself, which need the room. */
const SUBJECT_BESIDE_TEXT_MAX_CHARACTERS = 100;

/** What links to files leave of a result in words. */
const TEXT_KEEPS_CHARACTERS = 400;

/** The message that brings a result home; its files are attached beside it, plain, so that everything plays. */
export function resultMessage(
  job: SucceededJob,
  files: FilesTold,
  place: Place = 'channel',
): RESTPostAPIChannelMessageJSONBody {
  const { request, success } = job;
  const words = subject(request);
  const subjectMax = success.text === undefined ? SUBJECT_MAX_CHARACTERS : SUBJECT_BESIDE_TEXT_MAX_CHARACTERS;
  const above = [
    addressed(job, place, `your ${nounOf(job)}${(request.options.count ?? 1) > 1 ? 's are' : ' is'} ready.`),
    ...(words === undefined ? [] : [quote(words, subjectMax)]),
  ];
  const sensitive = success.nsfwDetected ? ['The service marked this as sensitive and may have blanked it.'] : [];
  const how = small(
    modelWords(job),
    ...optionWords(request.options),
    seedWords(job),
    success.costMicroUsd ? dollars(success.costMicroUsd) : undefined,
    tookText(job),
    `job ${shortId(job.id)}`,
  );
  const forText = Math.min(success.text?.length ?? 0, TEXT_KEEPS_CHARACTERS);
  const notes = fileNotes(files, roomBeside([...above, ...sensitive, how]) - forText);
  const below = [...sensitive, ...notes, how];
  // What the service says in words gets all the room that is left.
  const text = success.text === undefined ? [] : [plainWithin(success.text, roomBeside([...above, ...below]))];
  const content = [...above, ...text, ...below].join('\n');
  return { ...messageHome(job, place), content, components: [againButton(job, 'Again')] };
}

/** With a line break on either side. */
const roomBeside = (lines: readonly string[]): number => CONTENT_MAX_CHARACTERS - lines.join('\n').length - 1;

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

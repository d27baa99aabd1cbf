import type { RESTPostAPIChannelMessageJSONBody } from 'discord.js';
import type { SucceededJob } from '#domain/job.ts';
import { shortId } from '#domain/job.ts';
import { messageHome } from './message-home.ts';
import { KIND_NAMES, megabytes, plain, plural, quote, small } from './text.ts';

const PROMPT_MAX_CHARACTERS = 300;

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
  const lines = [
    `<@${origin.userId}> your ${KIND_NAMES[request.kind]}${request.count > 1 ? 's are' : ' is'} ready.`,
    quote(request.prompt, PROMPT_MAX_CHARACTERS),
    ...notes(success.nsfwDetected, leftOut, origin.attachmentLimitBytes),
    small(
      plain(success.model ?? request.model, 100),
      request.aspect,
      `seed ${success.seed ?? request.seed}`,
      tookText(job),
      `job ${shortId(job.id)}`,
    ),
  ];
  return { ...messageHome(job), content: lines.join('\n') };
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

import type { APIMessage } from 'discord-api-types/v10';
import type { PageEvent } from '#sandbox/page/protocol.ts';
import type { Announcer } from './events.ts';
import { walk } from './forms/layout.ts';

/** What became of many jobs, by their short ids. */
export type Verdict = {
  /** Jobs that have no result message. */
  readonly lost: readonly string[];
  /** Jobs that have had more than one. */
  readonly doubled: readonly string[];
};

/** The messages that ended jobs, counted as they come, so that thousands cost nothing to ask about. */
export type Results = {
  /** Messages that ended this job, by its id or the last six characters of it; also those that were deleted since. */
  readonly of: (jobId: string) => number;
  readonly judge: (jobIds: Iterable<string>) => Verdict;
};

const SHORT_ID_CHARACTERS = 6;
const NAMED_IN_TEXT = /\bjob ([0-9a-z]{6})\b/g;
const NAMED_IN_BUTTON = /:([0-9a-z]{26})$/;
const ADDRESSED = /^<@!?\d+> /;

const shortOf = (jobId: string): string => jobId.slice(-SHORT_ID_CHARACTERS);

export function createResults({ subscribe }: Pick<Announcer, 'subscribe'>): Results {
  const made = new Map<string, Set<string>>();
  subscribe((event: PageEvent) => {
    if (event.type !== 'message') return;
    const job = jobEndedBy(event.message);
    if (job === undefined) return;
    const messages = made.get(job) ?? new Set();
    made.set(job, messages.add(event.message.id));
  });
  const of = (jobId: string): number => made.get(shortOf(jobId))?.size ?? 0;
  return {
    of,
    judge: (jobIds) => {
      // Among thousands two jobs may have the same short id: then there have to be two messages.
      const namesakes = Map.groupBy(new Set(jobIds), shortOf);
      const verdict = { lost: [] as string[], doubled: [] as string[] };
      for (const ids of namesakes.values()) {
        const count = of(ids[0] ?? '');
        if (count < ids.length) verdict.lost.push(...ids.slice(count));
        if (count > ids.length) verdict.doubled.push(...ids);
      }
      return verdict;
    },
  };
}

/** The short id of the job that a message speaks of, in its text, below its embeds or in its buttons. */
export function jobNamedIn({ content, embeds, components }: Pick<APIMessage, 'content' | 'embeds' | 'components'>) {
  const texts = [content, ...embeds.map(({ footer }) => footer?.text ?? '')];
  // The small print stands last; a prompt may say anything.
  const inText = texts.flatMap((text) => [...text.matchAll(NAMED_IN_TEXT)].map((match) => match[1])).at(-1);
  if (inText !== undefined) return inText;
  const buttons = walk(components ?? []).map(({ custom_id: id }) => NAMED_IN_BUTTON.exec(String(id))?.[1]);
  const jobId = buttons.find((id) => id !== undefined);
  return jobId === undefined ? undefined : shortOf(jobId);
}

/** A message that ends a job speaks to somebody or brings files; a card or a list of jobs does neither. */
const jobEndedBy = (message: APIMessage): string | undefined =>
  ADDRESSED.test(message.content) || message.attachments.length > 0 ? jobNamedIn(message) : undefined;

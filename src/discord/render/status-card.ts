import type { APIEmbed, RESTPatchAPIChannelMessageJSONBody } from 'discord.js';
import { ButtonStyle, ComponentType } from 'discord.js';
import { customId } from '#discord/custom-id.ts';
import type { Job } from '#domain/job.ts';
import { shortId } from '#domain/job.ts';
import type { EndState } from '#domain/lifecycle.ts';
import { hasEnded } from '#domain/lifecycle.ts';
import { kindWords, modelName, nounOf, optionWords, subject } from './request-words.ts';
import { jumpLink, plain, relativeTime, small } from './text.ts';

type Card = Required<
  Pick<RESTPatchAPIChannelMessageJSONBody, 'content' | 'embeds' | 'components' | 'allowed_mentions'>
>;

/** The blue that bowerbirds collect. */
const COLOR = 0x3b7ded;

/** Enough to recognise one's own prompt; the whole of it is in `/job show`. */
const SUBJECT_MAX_CHARACTERS = 300;

/** What a member sees of a job on its way: what was asked, where it stands, and a way out. One line once it has ended. */
export function statusCard(job: Job, { ahead, ...ending }: Ending & { readonly ahead?: number } = {}): Card {
  const { state } = job;
  if (hasEnded(state)) return { content: endLine(job, state, ending), embeds: [], components: [], ...silent };
  const cancel = { type: ComponentType.Button, style: ButtonStyle.Secondary, label: 'Cancel' } as const;
  return {
    content: '',
    embeds: [embedOf(job, ahead)],
    components: [{ type: ComponentType.ActionRow, components: [{ ...cancel, custom_id: customId('cancel', job.id) }] }],
    ...silent,
  };
}

type Ending = {
  /** The message that ended the job. */
  readonly resultMessageId?: string;
  /** That message had to say that there is no result, though the service made one. */
  readonly failed?: boolean;
};

const END_WORDS: Readonly<Record<EndState, string>> = {
  succeeded: 'done',
  failed: 'not made',
  expired: 'given up',
  cancelled: 'cancelled',
};

const silent = { allowed_mentions: { parse: [] } };

function embedOf(job: Job, ahead: number | undefined): APIEmbed {
  const { request } = job;
  const words = optionWords(request.options);
  const about = subject(request);
  const ready = job.state === 'running' && job.etaAt !== undefined ? relativeTime(job.etaAt) : undefined;
  return {
    color: COLOR,
    title: standing(job, ahead),
    ...(about !== undefined && { description: plain(about, SUBJECT_MAX_CHARACTERS) }),
    fields: [
      { name: 'Kind', value: kindWords(job), inline: true },
      { name: 'Model', value: modelName(request.model), inline: true },
      ...(words.length > 0 ? [{ name: 'Settings', value: words.join(', '), inline: true }] : []),
      ...(ready === undefined ? [] : [{ name: 'Ready', value: ready, inline: true }]),
    ],
    footer: { text: `job ${shortId(job.id)}` },
  };
}

function standing(job: Job, ahead: number | undefined): string {
  if (job.state === 'running') return 'Being made';
  if (job.state === 'queued' && ahead) return `Number ${ahead + 1} in the queue`;
  return 'Next in the queue';
}

function endLine(job: Job, state: EndState, { resultMessageId, failed }: Ending): string {
  const { guildId, channelId } = job.origin;
  const link = resultMessageId && `[see the message](${jumpLink(guildId, channelId, resultMessageId)})`;
  const word = END_WORDS[failed && state === 'succeeded' ? 'failed' : state];
  return small(`${nounOf(job)}: ${word}`, link || undefined, `job ${shortId(job.id)}`);
}

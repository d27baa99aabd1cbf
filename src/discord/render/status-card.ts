import type { APIEmbed, RESTPatchAPIChannelMessageJSONBody } from 'discord.js';
import { ButtonStyle, ComponentType } from 'discord.js';
import { customId } from '#discord/custom-id.ts';
import type { Job } from '#domain/job.ts';
import { shortId } from '#domain/job.ts';
import type { EndState } from '#domain/lifecycle.ts';
import { hasEnded } from '#domain/lifecycle.ts';
import { jumpLink, KIND_NAMES, plain, plural, relativeTime, small } from './text.ts';

type Card = Required<
  Pick<RESTPatchAPIChannelMessageJSONBody, 'content' | 'embeds' | 'components' | 'allowed_mentions'>
>;

/** The blue that bowerbirds collect. */
const COLOR = 0x3b7ded;

/** Enough to recognise one's own prompt; the whole of it is in `/job show`. */
const PROMPT_MAX_CHARACTERS = 300;

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
  return {
    color: COLOR,
    title: standing(job, ahead),
    description: plain(request.prompt, PROMPT_MAX_CHARACTERS),
    fields: [
      { name: 'Kind', value: KIND_NAMES[request.kind], inline: true },
      { name: 'Model', value: plain(request.model, 100), inline: true },
      { name: 'Size', value: `${request.aspect}, ${plural(request.count, 'image')}`, inline: true },
    ],
    footer: { text: `job ${shortId(job.id)}` },
  };
}

function standing(job: Job, ahead: number | undefined): string {
  if (job.state === 'running') return job.etaAt ? `Being made, ready ${relativeTime(job.etaAt)}` : 'Being made';
  if (job.state === 'queued' && ahead) return `Number ${ahead + 1} in the queue`;
  return 'Next in the queue';
}

function endLine(job: Job, state: EndState, { resultMessageId, failed }: Ending): string {
  const { guildId, channelId } = job.origin;
  const link = resultMessageId && `[see the message](${jumpLink(guildId, channelId, resultMessageId)})`;
  const word = END_WORDS[failed && state === 'succeeded' ? 'failed' : state];
  return small(`${KIND_NAMES[job.request.kind]}: ${word}`, link || undefined, `job ${shortId(job.id)}`);
}

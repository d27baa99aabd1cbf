import type { APIEmbed } from 'discord.js';
import type { Failure } from '#domain/failure.ts';
import { FAILURE_RULES } from '#domain/failure.ts';
import type { Job } from '#domain/job.ts';
import { shortId } from '#domain/job.ts';
import { hasEnded } from '#domain/lifecycle.ts';
import { STATE_NAMES } from './job-list.ts';
import { jumpLink, KIND_NAMES, plain, plural, relativeTime } from './text.ts';

type Delivery =
  | { readonly state: 'due' | 'delivered' | 'undeliverable'; readonly messageId?: string; readonly failure?: Failure }
  | undefined;

/** Longest embed description (resources/message) with room for escapes. */
const PROMPT_MAX_CHARACTERS = 2000;

/** Everything a member may know about one of their jobs. */
export function jobDetails(job: Job, delivery: Delivery): { embeds: APIEmbed[] } {
  const { request } = job;
  const fields = [
    { name: 'State', value: stateOf(job, delivery) },
    { name: 'Model', value: plain(request.model, 100) },
    { name: 'Size', value: `${request.aspect}, ${plural(request.count, 'image')}` },
    { name: 'Seed', value: String(request.seed) },
    { name: 'Asked', value: relativeTime(job.createdAt) },
    { name: 'Message', value: whereIs(job, delivery) },
    ...(request.negativePrompt ? [{ name: 'Kept out', value: plain(request.negativePrompt, 500) }] : []),
  ];
  return {
    embeds: [
      {
        title: `${KIND_NAMES[request.kind]} ${shortId(job.id)}`,
        description: plain(request.prompt, PROMPT_MAX_CHARACTERS),
        fields: fields.map((field) => ({ ...field, inline: true })),
      },
    ],
  };
}

function stateOf(job: Job, delivery: Delivery): string {
  const word = STATE_NAMES[job.state];
  if (job.state === 'running' && job.etaAt) return `${word}, ready ${relativeTime(job.etaAt)}`;
  // A job may have succeeded and its message had to say otherwise: the files could not be fetched.
  const failure = job.state === 'failed' ? job.failure : job.state === 'succeeded' ? delivery?.failure : undefined;
  return failure ? `${STATE_NAMES.failed}: ${FAILURE_RULES[failure.reason].text}` : word;
}

function whereIs(job: Job, delivery: Delivery): string {
  const { guildId, channelId } = job.origin;
  if (!hasEnded(job.state) || !delivery) return 'comes when the job has ended';
  if (delivery.state === 'due') return 'on its way';
  if (delivery.state === 'undeliverable') return 'could not be posted: the channel is gone or closed to the bot';
  return delivery.messageId ? `[here](${jumpLink(guildId, channelId, delivery.messageId)})` : 'was posted';
}

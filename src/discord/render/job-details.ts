import type { APIEmbed } from 'discord.js';
import type { Failure } from '#domain/failure.ts';
import { FAILURE_RULES } from '#domain/failure.ts';
import type { Job } from '#domain/job.ts';
import { shortId } from '#domain/job.ts';
import { hasEnded } from '#domain/lifecycle.ts';
import { STATE_NAMES } from './job-list.ts';
import { modelName, nounOf, optionWords, seedOf, subject } from './request-words.ts';
import { jumpLink, plain, plainWithin, relativeTime } from './text.ts';

type Delivery =
  | { readonly state: 'due' | 'delivered' | 'undeliverable'; readonly messageId?: string; readonly failure?: Failure }
  | undefined;

/** Of an embed's 6000 (resources/message), with room for the fields; the longest prompt fits unless it is full of marks. */
const SUBJECT_ROOM_CHARACTERS = 3500;

/** Everything a member may know about one of their jobs. */
export function jobDetails(job: Job, delivery: Delivery): { embeds: APIEmbed[] } {
  const { request } = job;
  const { options } = request;
  const words = optionWords(options);
  const about = subject(request);
  const seed = seedOf(job);
  const fields = [
    { name: 'State', value: stateOf(job, delivery) },
    {
      name: 'Model',
      value: job.movedFrom
        ? `${modelName(request.model)}, instead of ${modelName(job.movedFrom)}`
        : modelName(request.model),
    },
    ...(words.length > 0 ? [{ name: 'Settings', value: words.join(', ') }] : []),
    ...(seed === undefined ? [] : [{ name: 'Seed', value: String(seed) }]),
    { name: 'Asked', value: relativeTime(job.createdAt) },
    { name: 'Message', value: whereIs(job, delivery) },
    ...(options.negative ? [{ name: 'Kept out', value: plain(options.negative, 500) }] : []),
  ];
  return {
    embeds: [
      {
        title: `${nounOf(job)} ${shortId(job.id)}`,
        ...(about !== undefined && { description: plainWithin(about, SUBJECT_ROOM_CHARACTERS) }),
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

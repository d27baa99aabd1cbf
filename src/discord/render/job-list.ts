import type { APIEmbed } from 'discord.js';
import type { Job } from '#domain/job.ts';
import { shortId } from '#domain/job.ts';
import type { JobState } from '#domain/lifecycle.ts';
import { nounOf, subject } from './request-words.ts';
import { jumpLink, plain, relativeTime } from './text.ts';

export const STATE_NAMES: Readonly<Record<JobState, string>> = {
  queued: 'in the queue',
  submitting: 'being sent',
  running: 'being made',
  succeeded: 'done',
  failed: 'failed',
  expired: 'given up',
  cancelled: 'cancelled',
};

type Row = { readonly job: Job; readonly messageId: string | undefined };

/** A member's latest jobs, one line each, newest first. In an embed: ten lines with links are too much for a message. */
export function jobList(rows: readonly Row[]): { content: string } | { embeds: APIEmbed[] } {
  if (rows.length === 0) return { content: 'You have asked for nothing here yet. `/imagine` makes your first image.' };
  return { embeds: [{ title: 'Your latest jobs here', description: rows.map(line).join('\n') }] };
}

function line({ job, messageId }: Row): string {
  const { guildId, channelId } = job.origin;
  const link = messageId && ` · [message](${jumpLink(guildId, channelId, messageId)})`;
  const about = [`${nounOf(job)}, ${STATE_NAMES[job.state]}`, plain(subject(job.request) ?? '', 60)]
    .filter(Boolean)
    .join(' · ');
  return `\`${shortId(job.id)}\` ${about} · ${relativeTime(job.createdAt)}${link ?? ''}`;
}

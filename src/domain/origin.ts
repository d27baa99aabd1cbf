import * as z from 'zod';
import { snowflake } from './snowflake.ts';

/** Where a job was asked, and so where its result goes home. */
export const origin = z.object({
  /** Absent in a direct message. */
  guildId: snowflake.optional(),
  channelId: snowflake,
  userId: snowflake,
  /** Discord may deliver one interaction twice; at most one job is ever accepted for it. */
  interactionId: snowflake,
  /** Largest file that Discord takes there, in bytes, as the interaction told. */
  attachmentLimitBytes: z.int().positive(),
  /** How the interaction can still be answered while its token lives: a capability, never logged. */
  answering: z.object({ applicationId: snowflake, token: z.string().min(1) }).optional(),
});

export type Origin = z.infer<typeof origin>;

/** Discord's documentation, interactions, receiving and responding: how long a token answers, in milliseconds. */
export const ANSWERING_LIFE_MS = 15 * 60_000;

/** Less than the token's life: what begins now must also arrive. */
const ANSWERING_MARGIN_MS = 60_000;

/** Whether the interaction that made a job can still be answered. */
export const canAnswer = (
  { origin: asked, createdAt }: { readonly origin: Origin; readonly createdAt: number },
  now: number,
): boolean => asked.answering !== undefined && now - createdAt < ANSWERING_LIFE_MS - ANSWERING_MARGIN_MS;

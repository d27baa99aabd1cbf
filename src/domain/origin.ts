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
});

export type Origin = z.infer<typeof origin>;

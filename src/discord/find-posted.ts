import type { APIMessage, REST } from 'discord.js';
import { Routes, SnowflakeUtil } from 'discord.js';
import type { Delivery } from '#domain/delivery.ts';
import type { EndedJob } from '#domain/job.ts';
import { shortId } from '#domain/job.ts';
import type { Clock } from '#domain/ports/clock.ts';

type Deps = { readonly rest: Pick<REST, 'get'>; readonly clock: Pick<Clock, 'now'> };

/** The message that an earlier try of a delivery has posted: its id, when it lies so far back that Discord may no longer know its nonce. */
export type FindPosted = (delivery: Delivery, job: EndedJob) => Promise<string | undefined>;

/** Discord knows a nonce again for "the past few minutes" (resources/message), which names no number. */
const NONCE_KNOWN_MS = 120_000;

/** Ids tell Discord's time, the delivery ours: how far apart the two clocks may be. */
const CLOCK_SLACK_MS = 60_000;

/** resources/message: most messages in one answer. */
const PAGE_MESSAGES = 100;

/** A thousand messages: hours of a busy channel. Beyond them a second message is the smaller harm. */
const PAGES_MAX = 10;

export function createFindPosted({ rest, clock }: Deps): FindPosted {
  return async ({ channelId, attempts, firstAttemptAt }, job) => {
    if (attempts <= 1 || clock.now() - firstAttemptAt <= NONCE_KNOWN_MS) return undefined;
    let after = SnowflakeUtil.generate({ timestamp: firstAttemptAt - CLOCK_SLACK_MS }).toString();
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const messages = await read(channelId, after);
      const posted = messages.find((message) => tellsOf(job, message));
      if (posted) return posted.id;
      // Each page is newest first.
      const newest = messages[0];
      if (!newest || messages.length < PAGE_MESSAGES) return undefined;
      after = newest.id;
    }
    return undefined;
  };

  async function read(channelId: string, after: string): Promise<APIMessage[]> {
    const query = new URLSearchParams({ after, limit: String(PAGE_MESSAGES) });
    return (await rest.get(Routes.channelMessages(channelId), { query })) as APIMessage[];
  }
}

/** The card names its job too, but does not address the requester. */
const tellsOf = ({ id, origin }: EndedJob, { author, content }: APIMessage): boolean =>
  author.bot === true && content.startsWith(`<@${origin.userId}> `) && content.includes(`job ${shortId(id)}`);

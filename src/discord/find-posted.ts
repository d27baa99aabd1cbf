import type { APIMessage, APIMessageTopLevelComponent, APIUser, REST } from 'discord.js';
import { ComponentType, DiscordAPIError, Routes } from 'discord.js';
import type { Delivery } from '#domain/delivery.ts';
import type { EndedJob } from '#domain/job.ts';
import { shortId } from '#domain/job.ts';
import { parseCustomId } from './custom-id.ts';

type Deps = { readonly rest: Pick<REST, 'get'> };

/**
 * The message that an earlier try has posted in a channel: its id. Looked for before every repeat, also while Discord
 * should know the nonce again: it does so for "the past few minutes" (resources/message), and neither when those began nor
 * when a slow upload will arrive can be told from here. Whoever may not read a channel's history gets no message from
 * Discord and no refusal either; then the message is posted again, since two of them are the smaller harm than none.
 */
export type FindPosted = (delivery: Delivery, job: EndedJob, channelId: string) => Promise<string | undefined>;

/** resources/message: most messages in one answer. */
const PAGE_MESSAGES = 100;

/** Five thousand messages: a day of a busy channel. Beyond them a second message is the smaller harm. */
const PAGES_MAX = 50;

export function createFindPosted({ rest }: Deps): FindPosted {
  const isOurs = createIsOurs(rest);

  return async ({ attempts }, job, channelId) => {
    if (attempts <= 1) return undefined;
    // Discord's own time, whatever ours was: nothing about a job is older than the wish for it.
    let after = job.origin.interactionId;
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const messages = await read(channelId, after);
      for (const message of messages) if (tellsOf(job, message) && (await isOurs(message))) return message.id;
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

/**
 * By the whole id in its button, which nobody else can put on a message of ours. A button that was pressed is gone; then
 * by how it begins and ends: what a member wrote stands in between, on lines that begin otherwise. The card names its job
 * too, but on a button of another action, and it does not address the requester.
 */
function tellsOf({ id, origin }: EndedJob, { components = [], content }: APIMessage): boolean {
  const ids = components.flatMap(buttonsIn);
  if (ids.some(({ action, jobId }) => action === 'retry' && jobId === id)) return true;
  const isAddressed = content.startsWith(`<@${origin.userId}> `);
  return isAddressed && ids.length === 0 && /(?:^|\n)-# .*$/.exec(content)?.[0].endsWith(`job ${shortId(id)}`) === true;
}

function buttonsIn(row: APIMessageTopLevelComponent) {
  if (row.type !== ComponentType.ActionRow) return [];
  return row.components.flatMap((each) => ('custom_id' in each ? (parseCustomId(each.custom_id) ?? []) : []));
}

/** Whether a message is this bot's. Asked of Discord once; where it cannot tell, any bot's message with our marks is. */
function createIsOurs(rest: Pick<REST, 'get'>): (message: APIMessage) => Promise<boolean> {
  let me: Pick<APIUser, 'id'> | 'not told' | undefined;
  return async ({ author }) => {
    me ??= await ask();
    return me === 'not told' ? author.bot === true : author.id === me.id;
  };

  async function ask(): Promise<Pick<APIUser, 'id'> | 'not told'> {
    try {
      return (await rest.get(Routes.user())) as APIUser;
    } catch (error) {
      if (error instanceof DiscordAPIError && error.status === 404) return 'not told';
      throw error;
    }
  }
}

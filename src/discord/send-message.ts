import type { APIMessage, REST, RESTPostAPIChannelMessageJSONBody } from 'discord.js';
import { Routes } from 'discord.js';
import { isReplyRefused } from './posting-errors.ts';
import type { Upload } from './upload.ts';
import { formWith } from './upload.ts';

export type Payload = RESTPostAPIChannelMessageJSONBody;

export type SendMessage = (channelId: string, payload: Payload, uploads: readonly Upload[]) => Promise<APIMessage>;

/** Creates a message in a channel; one that stands alone where it may not reply. */
export function createSendMessage(rest: Pick<REST, 'post'>): SendMessage {
  return async (channelId, payload, uploads) => {
    try {
      return await create(channelId, payload, uploads);
    } catch (error) {
      if (!isReplyRefused(error)) throw error;
      const { message_reference: _card, ...standingAlone } = payload;
      return create(channelId, standingAlone, uploads);
    }
  };

  async function create(channelId: string, payload: Payload, uploads: readonly Upload[]): Promise<APIMessage> {
    const route = Routes.channelMessages(channelId);
    const options =
      uploads.length === 0 ? { body: payload } : { body: await formWith(payload, uploads), passThroughBody: true };
    return (await rest.post(route, options)) as APIMessage;
  }
}

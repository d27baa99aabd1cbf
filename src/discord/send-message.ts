import type { APIMessage, REST } from 'discord.js';
import { Routes } from 'discord.js';
import { isReplyRefused, isTooLarge } from './posting-errors.ts';
import type { Payload, Upload } from './upload.ts';
import { bodyOf } from './upload.ts';
import type { Version } from './versions.ts';

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
    return (await rest.post(Routes.channelMessages(channelId), await bodyOf(payload, uploads))) as APIMessage;
  }
}

/** Sends the first version that Discord does not find too large; one that it refused was not made. */
export async function sendLargest<Sent>(
  versions: AsyncIterable<Version>,
  send: (version: Version) => Promise<Sent>,
): Promise<Sent> {
  let refusal: unknown = new Error('A message has at least one version.');
  for await (const version of versions) {
    try {
      return await send(version);
    } catch (error) {
      if (!isTooLarge(error)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

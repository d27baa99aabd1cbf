import { openAsBlob } from 'node:fs';
import type { RESTPostAPIChannelMessageJSONBody } from 'discord.js';
import { FormData } from 'undici';

export type Upload = {
  readonly path: string;
  readonly name: string;
  readonly mediaType: string;
  /** Alternative text. */
  readonly description: string;
};

/**
 * A message with files as a form. The blobs read from disk while they are sent, and again when the send is repeated;
 * a message that waits in the library's queue costs kilobytes, not its files' size.
 */
export async function formWith(
  message: RESTPostAPIChannelMessageJSONBody,
  uploads: readonly Upload[],
): Promise<FormData> {
  const form = new FormData();
  const attachments = uploads.map(({ name, description }, id) => ({ id, filename: name, description }));
  form.append('payload_json', JSON.stringify({ ...message, attachments }));
  for (const [id, { path, name, mediaType }] of uploads.entries()) {
    form.append(`files[${id}]`, await openAsBlob(path, { type: mediaType }), name);
  }
  return form;
}

import { openAsBlob } from 'node:fs';
import type { RESTPatchAPIChannelMessageJSONBody, RESTPostAPIChannelMessageJSONBody, RequestData } from 'discord.js';
import { FormData } from 'undici';

/** A message as it is created, or as an edit leaves it. */
export type Payload = RESTPostAPIChannelMessageJSONBody;

export type Upload = {
  readonly path: string;
  readonly name: string;
  readonly mediaType: string;
  /** Alternative text. */
  readonly description: string;
};

/** The body of a call that carries a message: words alone as JSON, with files as a form. */
export async function bodyOf(
  message: Payload | RESTPatchAPIChannelMessageJSONBody,
  uploads: readonly Upload[],
): Promise<Pick<RequestData, 'body' | 'passThroughBody'>> {
  if (uploads.length === 0) return { body: message };
  return { body: await formWith(message, uploads), passThroughBody: true };
}

/** What an edit must list, so that it leaves the message with these files and no others. */
export const attachmentsOf = (uploads: readonly Upload[]) =>
  uploads.map(({ name, description }, id) => ({ id, filename: name, description }));

/**
 * A message with files as a form. The blobs read from disk while they are sent, and again when the send is repeated;
 * a message that waits in the library's queue costs kilobytes, not its files' size.
 */
async function formWith(message: object, uploads: readonly Upload[]): Promise<FormData> {
  const form = new FormData();
  form.append('payload_json', JSON.stringify({ ...message, attachments: attachmentsOf(uploads) }));
  for (const [id, { path, name, mediaType }] of uploads.entries()) {
    form.append(`files[${id}]`, await openAsBlob(path, { type: mediaType }), name);
  }
  return form;
}

/** `{user}_{kind}_{channel}_{job}_{mac}`: what the bot promises to outsiders about its track ids. */
const TRACK_ID =
  /(?:^|\/)(?<trackId>[a-z0-9]+_(?:image|video|audio|3d|edit|train|workflow)_[a-z0-9]+_(?<jobId>[a-z0-9]+)_[a-z0-9]+)(?:[/?]|$)/;

export type Tracked = { readonly trackId: string; readonly jobId: string };

/** The bot's own ids in a track id or in the address of a webhook; undefined where none stands in it. */
export function trackedIn(text: unknown): Tracked | undefined {
  const { trackId, jobId } = (typeof text === 'string' && TRACK_ID.exec(text)?.groups) || {};
  return trackId === undefined || jobId === undefined ? undefined : { trackId, jobId };
}

import type { Clock } from '#sandbox/discord/clock.ts';

/** "The past few minutes" in which Discord knows a nonce again; it names no number. */
const NONCE_LIFE_MS = 180_000;

/** The message that was made with a nonce a short while ago. The author is always the bot, so the nonce is the key. */
export function createNonces({ clock }: { readonly clock: Clock }) {
  const made = new Map<string, { readonly channelId: string; readonly messageId: string; readonly at: number }>();
  return {
    remember: (nonce: string | number, message: { readonly id: string; readonly channel_id: string }): void => {
      made.set(String(nonce), { channelId: message.channel_id, messageId: message.id, at: clock.now() });
    },
    recall: (nonce: string | number): { readonly channelId: string; readonly messageId: string } | undefined => {
      const known = made.get(String(nonce));
      return known && clock.now() - known.at < NONCE_LIFE_MS ? known : undefined;
    },
  };
}

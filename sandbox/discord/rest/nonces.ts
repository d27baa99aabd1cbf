import type { Clock } from '#sandbox/discord/clock.ts';

/** "The past few minutes" in which Discord knows a nonce again; it names no number. */
const NONCE_LIFE_MS = 180_000;

type Made = { readonly channelId: string; readonly messageId: string };

/** The messages that were made with a nonce a short while ago. The author is always the bot, so the nonce is the key. */
export type Nonces = {
  readonly remember: (nonce: string | number, message: { readonly id: string; readonly channel_id: string }) => void;
  readonly recall: (nonce: string | number) => Made | undefined;
  /** As if the past few minutes were over. */
  readonly forget: () => void;
  /** How long a nonce is known from now on, also one that is known already. */
  readonly keepFor: (lifeMs: number) => void;
};

export function createNonces({ clock, lifeMs = NONCE_LIFE_MS }: { clock: Clock; lifeMs?: number | undefined }): Nonces {
  const made = new Map<string, Made & { readonly at: number }>();
  let life = lifeMs;
  const isKnown = ({ at }: { readonly at: number }): boolean => clock.now() - at < life;

  /** The oldest stand first. */
  function dropForgotten(): void {
    for (const [nonce, message] of made) {
      if (isKnown(message)) return;
      made.delete(nonce);
    }
  }

  return {
    remember: (nonce, message) => {
      dropForgotten();
      made.delete(String(nonce));
      made.set(String(nonce), { channelId: message.channel_id, messageId: message.id, at: clock.now() });
    },
    recall: (nonce) => {
      const known = made.get(String(nonce));
      return known && isKnown(known) ? known : undefined;
    },
    forget: () => made.clear(),
    keepFor: (ms) => {
      life = ms;
    },
  };
}

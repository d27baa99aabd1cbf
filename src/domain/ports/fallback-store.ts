import type { Kind } from '#domain/kind.ts';

/** Which model a server's admins want a kind's jobs to move to when the first provider cannot take them. */
export type FallbackStore = {
  readonly find: (guildId: string, kind: Kind) => Promise<string | undefined>;
  readonly list: (guildId: string) => Promise<readonly { readonly kind: Kind; readonly model: string }[]>;
  readonly set: (fallback: { readonly guildId: string; readonly kind: Kind; readonly model: string }) => Promise<void>;
  /** False when there was none. */
  readonly clear: (guildId: string, kind: Kind) => Promise<boolean>;
};

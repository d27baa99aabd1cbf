import { GuildPremiumTier } from 'discord-api-types/v10';
import { ATTACHMENT_MAX_BYTES } from './attachments.ts';
import type { Place } from './world.ts';

/**
 * How large one file may be. In an interaction the larger of what the server and the person may counts, and the bot is
 * told; in a plain message of the bot the server's alone; in direct messages what everybody may.
 */
export type UploadLimits = {
  readonly inPlace: (place: Place) => number;
  readonly inInteraction: (place: Place, personId: string) => number;
  readonly setServer: (bytes: number) => void;
  readonly setPerson: (personId: string, bytes: number) => void;
  /** Of all files and the JSON of one request together. */
  readonly request: () => number;
  readonly premiumTier: () => GuildPremiumTier;
};

/** Largest request where no file may be larger: 25 MiB. */
const REQUEST_MAX_BYTES = 26_214_400;
const ROOM_FOR_JSON_BYTES = 1_048_576;
const MIB = 1_048_576;

/** Not in Discord's documentation; libraries know it: from 50 MiB on a server has tier 2, from 100 MiB tier 3. */
const TIERS = [
  [100 * MIB, GuildPremiumTier.Tier3],
  [50 * MIB, GuildPremiumTier.Tier2],
] as const;

export function createUploadLimits(): UploadLimits {
  const people = new Map<string, number>();
  let server = ATTACHMENT_MAX_BYTES;
  const inPlace = ({ dmOf }: Place) => (dmOf ? ATTACHMENT_MAX_BYTES : server);
  return {
    inPlace,
    inInteraction: (place, personId) => Math.max(inPlace(place), people.get(personId) ?? 0),
    setServer: (bytes) => {
      server = bytes;
    },
    setPerson: (personId, bytes) => void people.set(personId, bytes),
    request: () =>
      Math.max(REQUEST_MAX_BYTES, ...[server, ...people.values()].map((bytes) => bytes + ROOM_FOR_JSON_BYTES)),
    premiumTier: () => TIERS.find(([bytes]) => server >= bytes)?.[1] ?? GuildPremiumTier.None,
  };
}

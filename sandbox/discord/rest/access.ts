import { PermissionFlagsBits as Can } from 'discord-api-types/v10';
import { refusals } from '#sandbox/discord/errors.ts';
import { botPermissions } from '#sandbox/discord/profiles.ts';
import type { Place, World } from '#sandbox/discord/world.ts';

/**
 * The channel, if the bot may do all of `permissions` there. Refused with 10003 where there is none, 50001 where the bot
 * does not see it, 50013 where something else is missing. In direct messages nothing is, but to send there may be refused
 * with 50007.
 */
export function placeFor(world: World, channelId: string, permissions = 0n): Place {
  const place = world.places.get(channelId);
  if (!place) throw refusals.unknownChannel();
  if (place.dmOf) {
    if (place.isClosed && permissions & Can.SendMessages) throw refusals.closedToBot();
    return place;
  }
  const held = botPermissions(world, place);
  if (!(held & Can.ViewChannel)) throw refusals.missingAccess();
  if ((held & permissions) !== permissions) throw refusals.missingPermissions();
  return place;
}

export const mayRead = (world: World, place: Place): boolean =>
  Boolean(place.dmOf) || Boolean(botPermissions(world, place) & Can.ReadMessageHistory);

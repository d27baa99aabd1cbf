import type { Place, World } from '#sandbox/discord/world.ts';
import type { Person } from '#sandbox/page/protocol.ts';

type Where = { readonly personId: string; readonly channelId: string };

/** Who does something, and where. Throws what a person could not do: be nobody, or look into others' direct messages. */
export function whoAndWhere(world: World, { personId, channelId }: Where): { person: Person; place: Place } {
  const person = world.findPerson(personId);
  if (!person) throw new Error(`There is nobody with the id ${personId}`);
  const place = world.places.get(channelId);
  if (!place) throw new Error(`There is no channel with the id ${channelId}`);
  if (place.dmOf && place.dmOf.id !== personId) throw new Error(`${person.displayName} cannot see that channel`);
  return { person, place };
}

import type { Sabotage } from './sabotage.ts';

/** A message that Discord would not take holds up nobody: younger ones overtake it. */
export const WITHOUT_HELD_ORDER: Sabotage = {
  name: 'held order',
  deliveries: (deliveries) => ({
    ...deliveries,
    postpone: (deliveryId, again) => deliveries.postpone(deliveryId, { ...again, held: false }),
  }),
};

import type { Sabotage } from './sabotage.ts';

/** A claimed delivery is at once free again for the next worker. */
export const WITHOUT_LEASE: Sabotage = {
  name: 'lease',
  deliveries: (deliveries) => ({
    ...deliveries,
    claimDue: (claim) => deliveries.claimDue({ ...claim, leaseMs: 0, maxPerChannel: Number.MAX_SAFE_INTEGER }),
  }),
};

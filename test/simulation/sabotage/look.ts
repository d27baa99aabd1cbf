import type { Sabotage } from './sabotage.ts';

/** Nobody looks for an earlier message before a repeat: every channel seems empty. */
export const WITHOUT_LOOK: Sabotage = {
  name: 'look before repeat',
  rest: (rest) => ({
    ...rest,
    get: async (route, data) => (/^\/channels\/[^/]+\/messages$/.test(route) ? [] : rest.get(route, data)),
  }),
};

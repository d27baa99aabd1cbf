import type { Sabotage } from './sabotage.ts';

/** A callback is acknowledged when it has come, not when it is stored. */
export const WITHOUT_STORE_FIRST: Sabotage = {
  name: 'store first',
  receiveCallback: (receive) => async (callback) => {
    void receive(callback).catch(() => {});
    return 'stored';
  },
};

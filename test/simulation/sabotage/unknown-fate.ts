import { SERVICES } from '#test/simulation/world/world.ts';
import type { Sabotage } from './sabotage.ts';

/** After a crash every job that was being submitted is submitted again, whoever its service is. */
export const WITHOUT_UNKNOWN_FATE: Sabotage = {
  name: 'unknown fate',
  jobs: (jobs) => ({
    ...jobs,
    requeueStranded: (stranded) => jobs.requeueStranded({ ...stranded, providers: SERVICES }),
  }),
};

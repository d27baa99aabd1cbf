import type { Sabotage } from './sabotage.ts';

/** Whoever settles a job does so whatever its state: the write no longer names what it expects. */
export const WITHOUT_GUARD: Sabotage = {
  name: 'guarded update',
  jobs: (jobs, sqlite) => {
    const reset = sqlite.prepare("update jobs set state = 'running' where id = ?");
    return {
      ...jobs,
      settle: (write) => {
        reset.run(write.jobId);
        return jobs.settle({ ...write, expected: ['queued', 'submitting', 'running'] });
      },
    };
  },
};

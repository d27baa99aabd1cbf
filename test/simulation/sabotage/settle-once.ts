import type { Sabotage } from './sabotage.ts';

/** A repeated callback settles its job once more, and a job may owe its channel several messages. */
export const WITHOUT_SETTLE_ONCE: Sabotage = {
  name: 'settle once',
  prepare: (sqlite) => void sqlite.exec('drop index deliveries_job'),
  jobs: (jobs, sqlite) => {
    const reopen = sqlite.prepare("update jobs set state = 'running' where id = ? and state = 'succeeded'");
    const forget = sqlite.prepare('delete from artifacts where job_id = ?');
    return {
      ...jobs,
      receiveCallback: (write) => {
        if (write.news.news === 'ended' && reopen.run(write.jobId).changes > 0) forget.run(write.jobId);
        return jobs.receiveCallback(write);
      },
    };
  },
};

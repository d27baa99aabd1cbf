import type { Request, Response, Router } from 'express';
import express from 'express';
import type { ServiceJobs } from '#sandbox/services/jobs.ts';
import type { MartOrder } from './answers.ts';
import { task } from './answers.ts';
import { refuse } from './gate.ts';

type Deps = {
  readonly jobs: ServiceJobs<MartOrder>;
  /** How often a new music task is not known yet when it is asked about. */
  readonly musicHiddenPolls: number;
};

/** Below `/v1`: what becomes of a task. Music is asked about at an address of its own. */
export function createTasksApi({ jobs, musicHiddenPolls }: Deps): Router {
  const router = express.Router();
  router.get('/tasks/:id', (request: Request, response: Response) => {
    const job = jobs.find(String(request.params.id));
    if (!job || job.order.model.kind === 'music')
      return refuse(response, 400, 'task not found', 'invalid_request_error', 400);
    jobs.polled(job);
    response.json({ code: 200, data: task(job) });
  });
  router.get('/music/tasks/:id', (request: Request, response: Response) => {
    const job = jobs.find(String(request.params.id));
    if (job?.order.model.kind !== 'music') return refuse(response, 404, 'Invalid task ID', 'task_not_found');
    jobs.polled(job);
    if (job.polls <= musicHiddenPolls) return refuse(response, 404, 'Invalid task ID', 'task_not_found');
    response.json({ code: 200, data: task(job) });
  });
  return router;
}

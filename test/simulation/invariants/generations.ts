import type { Chronicle } from '#test/simulation/chronicle.ts';
import type { Court } from './violation.ts';

type Deps = { readonly chronicle: Chronicle; readonly court: Court };

/** What services see of us: what they are asked to make, and what they are told to have been received. */
export function createGenerationRules({ chronicle, court }: Deps) {
  /** Bodies of the callbacks that are in the database. */
  const stored = new Set<string>();
  return {
    stored,
    began: (jobId: string, service: string, taskId: string) => {
      const about = chronicle.find(jobId);
      about?.generations.push(taskId);
      chronicle.note(jobId, `GENERATION ${taskId} begins at ${service}`);
      const made = () => `services began ${about?.generations.join(', ')}`;
      court.check(about?.generations.length === 1, 'at most one generation for a job', made, about);
    },
    acknowledged: (jobId: string, body: string) => {
      const about = chronicle.find(jobId);
      court.check(stored.has(body), 'what was acknowledged is stored', () => `not stored: ${body}`, about);
    },
  };
}

import type { PretendDiscord } from './discord/people.ts';
import type { Verdict } from './discord/results.ts';
import type { PretendService } from './services/operator.ts';

/** What went wrong with many jobs; where all lists are empty, each came home once and was submitted at most once. */
export type Proof = Verdict & {
  /** Jobs that a service, or two of them, took more than once. */
  readonly submittedTwice: readonly string[];
};

type World = {
  readonly discord: Pick<PretendDiscord, 'results'>;
  readonly services: Readonly<Record<string, Pick<PretendService, 'submitsOf'>>>;
};

/** By the whole ids of the bot's jobs: short ones are not unique among thousands. */
export function proofOf({ discord, services }: World, jobIds: Iterable<string>): Proof {
  const all = [...jobIds];
  const timesTaken = (id: string): number =>
    Object.values(services).reduce((sum, service) => sum + service.submitsOf(id).taken, 0);
  return { ...discord.results.judge(all), submittedTwice: all.filter((id) => timesTaken(id) > 1) };
}

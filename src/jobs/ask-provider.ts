import type { Task } from '#domain/job.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { PollAnswer, Provider } from '#domain/ports/provider.ts';
import type { Breaker, Told } from './breaker.ts';

/**
 * What came of wanting to ask. `closed`: not asked, because the provider is in trouble. `broken`: it cannot be asked at
 * all: a fault in its room, or it is configured no more.
 */
export type Asked =
  | PollAnswer
  | { readonly outcome: 'closed'; readonly openAt: number }
  | { readonly outcome: 'broken'; readonly detail: string };

/** Polls a provider, unless it is known to be in trouble: then one question at a time finds out when that is over. */
export type AskProvider = (about: {
  readonly jobId: string;
  readonly provider: string;
  readonly task: Task;
}) => Promise<Asked>;

type Deps = {
  readonly providers: ReadonlyMap<string, Provider>;
  readonly breaker: Breaker;
  readonly logger: Logger;
};

export function createAskProvider({ providers, breaker, logger }: Deps): AskProvider {
  return async ({ jobId, provider: name, task }) => {
    const provider = providers.get(name);
    if (!provider) return { outcome: 'broken', detail: 'provider is not configured' };
    const entry = breaker.enter({ provider: name, leadsTo: 'polls' });
    if (!entry.admitted) return { outcome: 'closed', openAt: entry.openAt };
    try {
      const answer = await provider.poll(task);
      logger.debug({ jobId, provider: name, answer: answer.outcome }, 'polled');
      entry.leave(toldBy(answer));
      return answer;
    } catch (error) {
      // A bug over there must not keep the job, and its place at the provider, beyond the deadline.
      logger.error({ jobId, provider: name, err: error }, 'poll failed');
      // It says nothing about the provider.
      entry.leave({ told: 'well' });
      return { outcome: 'broken', detail: 'poll failed' };
    }
  };
}

function toldBy(answer: PollAnswer): Told {
  if (answer.outcome !== 'unreachable') return { told: 'well' };
  const { retryAfterMs, detail } = answer;
  return retryAfterMs === undefined ? { told: 'trouble', detail } : { told: 'throttled', forMs: retryAfterMs };
}

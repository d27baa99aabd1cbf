import type { Provider } from '#domain/ports/provider.ts';
import type { AskService } from './ask.ts';
import type { FetchUrls } from './fetch-result.ts';
import type { Open } from './open.ts';
import { readPollAnswer } from './poll-answer.ts';
import { familyOf } from './roster.ts';
import { isObject } from './submit.ts';

type Deps = {
  readonly ask: AskService;
  readonly fetchUrls: FetchUrls;
  readonly open: Open;
  readonly secrets: readonly string[];
  readonly timeoutMs: number;
};

/** Asks where a task stands, in its family's way. */
export function createPoll({ ask, fetchUrls, open, secrets, timeoutMs }: Deps): Provider['poll'] {
  return async (task) => {
    const family = familyOf(task.family);
    const exchange = await ask(fetchUrls.questionOf(task, family.poll), { timeoutMs });
    if (exchange.outcome !== 'answered') return readPollAnswer({ exchange, envelope: undefined, secrets });
    const { json } = exchange;
    const own = exchange.status < 300 && isObject(json) && family.readPoll?.({ json, answer: exchange, secrets }, task);
    if (own) return own;
    return readPollAnswer({ exchange, envelope: open(json), makesText: family.makesText, secrets });
  };
}

import type { Provider, Submission, Submit } from '#domain/ports/provider.ts';
import type { Exchange } from '#providers/http/exchange.ts';
import type { AskService } from './ask.ts';
import type { Endpoint, Ordered } from './endpoint.ts';
import type { FetchUrls } from './fetch-result.ts';
import type { Open } from './open.ts';
import type { ResolveInputs } from './resolve-inputs.ts';
import { endpointOf, familyOf } from './roster.ts';
import { readSubmission } from './submission.ts';

type Deps = {
  readonly ask: AskService;
  readonly resolveInputs: ResolveInputs;
  readonly fetchUrls: FetchUrls;
  readonly open: Open;
  readonly apiKey: string;
  readonly timeoutMs: number;
};

/** Sends a job the way that its model's route names, once everything about it is known to be sendable. */
export function createSubmit({ ask, resolveInputs, fetchUrls, open, apiKey, timeoutMs }: Deps): Provider['submit'] {
  return async (submit) => {
    const endpoint = endpointOf(submit);
    if (!endpoint) return refused('model_unavailable', `no way leads to route ${submit.model.route}`);
    const objection = endpoint.objection?.(submit);
    if (objection !== undefined) return refused('invalid_input', objection);
    const resolved = await resolveInputs(submit, endpoint.filesWithoutAddress);
    if ('stopped' in resolved) return resolved.stopped;
    const path = typeof endpoint.path === 'string' ? endpoint.path : endpoint.path(submit);
    const body = bodyOf(endpoint, { submit, inputs: resolved.inputs });
    return read(endpoint.family, submit, await ask({ path, key: endpoint.key, body }, { timeoutMs }));
  };

  function read(name: string, submit: Submit, exchange: Exchange): Submission {
    const secrets = [apiKey, submit.trackId];
    const family = familyOf(name);
    const json = exchange.outcome === 'answered' && exchange.status < 300 ? exchange.json : undefined;
    const own = isObject(json) && exchange.outcome === 'answered' && { json, answer: exchange, secrets };
    const reading = own ? family.readSubmission?.(own, submit) : undefined;
    if (reading) return reading;
    const envelope = exchange.outcome === 'answered' ? open(exchange.json) : undefined;
    const task = envelope && fetchUrls.taskIn(envelope, name);
    return readSubmission({ exchange, envelope, task, makesText: family.makesText, secrets });
  }
}

function bodyOf(endpoint: Endpoint, order: Ordered): object {
  const { webhookUrl, trackId } = order.submit;
  const takesWebhook = endpoint.webhook !== 'in_dashboard' && webhookUrl !== undefined;
  return {
    ...endpoint.body(order),
    ...(takesWebhook && { webhook: webhookUrl }),
    ...(endpoint.trackId === 'text' && { track_id: trackId }),
  };
}

const refused = (reason: 'model_unavailable' | 'invalid_input', detail: string): Submission => ({
  outcome: 'refused',
  failure: { reason, detail },
});

export const isObject = (json: unknown): json is object =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

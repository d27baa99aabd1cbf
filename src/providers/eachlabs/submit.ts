import type { Provider, Submission, Submit } from '#domain/ports/provider.ts';
import type { Call } from '#providers/http/call.ts';
import type { Filled } from './fill.ts';
import { fill } from './fill.ts';
import type { Recipe } from './recipe.ts';
import { readRoute } from './recipe.ts';
import { readSubmission } from './submission.ts';
import type { createUploads } from './upload.ts';
import { webhookSecretOf } from './webhook-secret.ts';

/** Ignored by the newest pages, required by older ones, and what every model reports of itself. */
const VERSION = '0.0.1';

type Webhook = { readonly webhook_url: string; readonly webhook_secret: string };

type PredictionBody = { readonly model: string; readonly version: string; readonly input: Filled } & Partial<Webhook>;
type TriggerBody = { readonly inputs: Filled } & Partial<Webhook>;

type Deps = {
  readonly call: Call;
  readonly uploads: ReturnType<typeof createUploads>;
  readonly apiUrl: string;
  readonly secrets: readonly string[];
  readonly webhookSecret: string;
  readonly submitTimeoutMs: number;
};

/** `POST /v1/prediction`, or a workflow's trigger, once everything that could fail without a bill has gone well. */
export function createSubmit(deps: Deps): Provider['submit'] {
  const { call, uploads, apiUrl, secrets, webhookSecret, submitTimeoutMs } = deps;

  return async (submit) => {
    const recipe = readRoute(submit.model.route);
    if (!recipe) return refused('model_unavailable', 'the catalogue says nothing of how this model is asked');
    // Asked once before any file is sent: what is wrong with the words is wrong without the files, too.
    const draft = fill(recipe, submit, []);
    if ('wrong' in draft) return refused('invalid_input', draft.wrong);
    const uploaded = await uploads(submit.inputs);
    if ('instead' in uploaded) return uploaded.instead;
    const filled = fill(recipe, submit, uploaded.files);
    if ('wrong' in filled) return refused('invalid_input', filled.wrong);

    const secret = webhookSecretOf(submit.jobId, webhookSecret);
    const { path, body } = orderFor(recipe, submit, filled.input, secret);
    const exchange = await call({ url: `${apiUrl}/${path}`, body: { json: body }, timeoutMs: submitTimeoutMs });
    const family = recipe.workflow ? 'workflows' : 'predictions';
    return readSubmission(exchange, family, [...secrets, secret, submit.trackId]);
  };
}

function orderFor({ workflow }: Recipe, { model, webhookUrl }: Submit, input: Filled, secret: string) {
  const webhook: Partial<Webhook> = webhookUrl === undefined ? {} : { webhook_url: webhookUrl, webhook_secret: secret };
  if (!workflow) {
    const body: PredictionBody = { model: model.name, version: VERSION, input, ...webhook };
    return { path: 'v1/prediction', body };
  }
  const body: TriggerBody = { inputs: input, ...webhook };
  const parts = [workflow.id, workflow.version].map(encodeURIComponent);
  return { path: `v1/workflows/trigger/${parts.join('/')}`, body };
}

const refused = (reason: 'invalid_input' | 'model_unavailable', detail: string): Submission => ({
  outcome: 'refused',
  failure: { reason, detail },
});

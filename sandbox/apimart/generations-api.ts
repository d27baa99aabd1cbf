import type { Request, Response, Router } from 'express';
import express from 'express';
import type { Log, Settings } from '#sandbox/services/bookkeeping.ts';
import type { Desk } from '#sandbox/services/desk.ts';
import { faultOf, unknownFields } from '#sandbox/services/fields.ts';
import type { ServiceJobs } from '#sandbox/services/jobs.ts';
import type { Plan } from '#sandbox/services/operator.ts';
import type { Body } from '#sandbox/services/serve.ts';
import { bodyOf, keepsSilent } from '#sandbox/services/serve.ts';
import type { MartJob, MartOrder } from './answers.ts';
import { errorBody, submittedA, submittedB } from './answers.ts';
import { refuse } from './gate.ts';
import type { Idempotency } from './idempotency.ts';
import type { MartFault, MartKind, MartModel } from './models.ts';
import { modelNamed } from './models.ts';
import { materialsOf, takeOrder } from './take-order.ts';

export type MartDeps = Pick<Desk, 'fileUrl'> & {
  readonly jobs: ServiceJobs<MartOrder>;
  readonly settings: Settings;
  readonly nextPlan: () => Plan;
  readonly submits: Log<Body>;
  readonly undocumented: Log<string>;
  readonly idempotency: Idempotency;
  readonly submitShape: 'A' | 'B';
  readonly urlsAs: 'list' | 'text';
};

/** The version of answers that the header asks for; from then on submits are answered in shape B. */
const VERSION_OF_B = '2026-07-27';
const EVERYWHERE = ['model', 'webhook', 'language', 'metadata'];
const PATHS: Readonly<Record<string, MartKind>> = {
  'images/generations': 'image',
  'videos/generations': 'video',
  'music/generations': 'music',
};

/** Below `/v1`: everything that answers a submit with a task. */
export function createGenerationsApi(deps: MartDeps): Router {
  const router = express.Router();
  for (const [path, kind] of Object.entries(PATHS))
    router.post(`/${path}`, (request, response) => submit(deps, kind, request, response));
  return router;
}

async function submit(deps: MartDeps, kind: MartKind, request: Request, response: Response): Promise<void> {
  const body = bodyOf(request);
  deps.submits.add(body);
  const known = deps.idempotency.recognise(request, body, response);
  if (known.is === 'answered') return;
  const model = readSubmit(deps, kind, body, response);
  if (!model) return;
  const plan = deps.nextPlan();
  if (refusedByPlan(plan, response)) return;
  const { jobs } = deps;
  const isHeld = plan.hold === true || plan.submit === 'success';
  const job = jobs.add(takeOrder(model, body, deps), plan, isHeld ? null : deps.settings.get().generationMs);
  if (plan.submit === 'success') await jobs.end(job, 'success');
  const answer = answerTo(deps, job, request);
  known.remember(answer);
  if (plan.submit === 'in_progress') {
    response.set('Retry-After', '1');
    refuse(response, 409, 'the first request with this key is still in progress', 'idempotency_in_progress');
  } else if (!keepsSilent(plan.submit, response)) response.status(answer.status).json(answer.body);
  if (plan.submit === 'success') await jobs.announce(job);
}

function answerTo({ submitShape }: MartDeps, job: MartJob, request: Request) {
  const isB = submitShape === 'B' || request.get('x-apimart-response-version') === VERSION_OF_B;
  // Only shape B can say that a task is finished already.
  if (isB || job.state !== 'processing') return { status: 202, body: submittedB(job) };
  return { status: 200, body: submittedA(job) };
}

/** The model, when nothing is wrong with the submit; otherwise it has been refused. */
export function readSubmit(deps: MartDeps, kind: MartKind, body: Body, response: Response): MartModel | undefined {
  if (deps.settings.get().outOfCredit) {
    refuse(response, 402, 'insufficient balance, please top up', 'payment_required');
    return undefined;
  }
  const model = modelNamed(body.model, kind);
  if (!model) {
    refuse(response, 400, `model ${String(body.model ?? '')} not found`, 'invalid_request_error');
    return undefined;
  }
  for (const name of unknownFields(model.fields, body, EVERYWHERE)) deps.undocumented.add(`${model.id}: ${name}`);
  const fault = whatIsWrong(model, body);
  if (!fault) return model;
  refuse(
    response,
    fault.status,
    fault.message,
    fault.status === 500 ? 'server_error' : 'invalid_request_error',
    fault.code,
  );
  return undefined;
}

function whatIsWrong(model: MartModel, body: Body): MartFault | undefined {
  const message = quotedNumber(model, body) ?? faultOf(model.fields, body) ?? inputFault(body);
  if (message !== undefined) return { status: 400, code: 'invalid_request', message };
  return model.fault?.(body) ?? countFault(model, body) ?? sizeFault(model, body) ?? moderation(body);
}

/** Numbers have to be JSON numbers. */
const quotedNumber = ({ fields }: MartModel, body: Body): string | undefined => {
  const name = Object.keys(fields).find((each) => fields[each]?.kind === 'number' && typeof body[each] === 'string');
  return name === undefined ? undefined : `${name} must be a number`;
};

/** Files come as addresses; what was once taken as a data URI no longer is. */
const inputFault = (body: Body): string | undefined => {
  const wrong = materialsOf(body).find(({ value }) => !/^https?:\/\//.test(value));
  return wrong && `${wrong.field} must hold public http(s) URLs`;
};

function countFault({ imageCounts }: MartModel, { image_urls: urls }: Body): MartFault | undefined {
  if (!imageCounts || imageCounts.includes(Array.isArray(urls) ? urls.length : 0)) return undefined;
  return { status: 400, code: 'unsupported_image_count', message: `this model takes ${imageCounts.join(', ')} images` };
}

const RATIO = /^(auto|\d{1,2}:\d{1,2})$/;
const PIXELS = /^\d{3,4}x\d{3,4}$/;

/** As observed: a size that a model does not know is told with 500. */
function sizeFault({ kind, takesPixels }: MartModel, { size }: Body): MartFault | undefined {
  if (kind !== 'image' || size === undefined) return undefined;
  if (RATIO.test(String(size)) || (takesPixels && PIXELS.test(String(size)))) return undefined;
  return { status: 500, code: 'build_request_failed', message: `build_request_failed: invalid size: ${String(size)}` };
}

// What the pretend moderation refuses: enough to show what a refusal does.
const UNSAFE = /\b(nsfw|nude|naked|gore)\b/i;
const MODERATED = 'build_request_failed: content moderation failed: sensitive content detected';

const moderation = ({ prompt, nsfw_check }: Body): MartFault | undefined =>
  nsfw_check === true && UNSAFE.test(String(prompt))
    ? { status: 500, code: 'build_request_failed', message: MODERATED }
    : undefined;

const RETRY_AFTER_S = 20;

/** True when the plan refuses, and has. */
export function refusedByPlan({ submit, message, retryAfterS }: Plan, response: Response): boolean {
  switch (submit) {
    case 'rate_limit':
      response.set('Retry-After', String(retryAfterS ?? RETRY_AFTER_S));
      refuse(response, 429, message ?? 'too many requests, slow down', 'rate_limit_error');
      return true;
    case 'moderated':
      refuse(response, 500, message ?? MODERATED, 'server_error', 'build_request_failed');
      return true;
    case 'error':
      refuse(response, 400, message ?? 'invalid parameter', 'invalid_request_error');
      return true;
    case 'indeterminate':
      refuse(response, 409, 'the outcome of the first request is unknown', 'idempotency_result_indeterminate');
      return true;
    case 'idempotency_unavailable':
      refuse(response, 503, 'idempotency is unavailable, the request was not executed', 'idempotency_unavailable');
      return true;
    default:
      return false;
  }
}

export const unavailable = (response: Response): void => {
  response.status(503).json(errorBody('service temporarily unavailable', 'service_unavailable'));
};

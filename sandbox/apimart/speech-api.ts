import type { Router } from 'express';
import express from 'express';
import { bodyOf, keepsSilent } from '#sandbox/services/serve.ts';
import { refuse } from './gate.ts';
import type { MartDeps } from './generations-api.ts';
import { readSubmit, refusedByPlan } from './generations-api.ts';
import { takeOrder } from './take-order.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = { wav: 'audio/wav', pcm: 'audio/pcm' };

/** Below `/v1`: `POST /audio/speech`, answered with the sound itself. There is no task, and nothing calls back. */
export function createSpeechApi(deps: MartDeps): Router {
  const router = express.Router();
  router.post('/audio/speech', async (request, response) => {
    const body = bodyOf(request);
    deps.submits.add(body);
    const model = readSubmit(deps, 'speech', body, response);
    if (!model) return;
    const format = String(body.response_format ?? 'wav');
    const contentType = CONTENT_TYPES[format];
    // Documented as «not supported yet» for mp3; the others are only too much for a stand-in.
    if (!contentType)
      return refuse(response, 400, `response_format ${format} is not supported yet`, 'invalid_request_error');
    const plan = deps.nextPlan();
    if (refusedByPlan(plan, response)) return;
    const job = deps.jobs.add(takeOrder(model, body, deps), plan, plan.hold ? null : deps.settings.get().generationMs);
    if (keepsSilent(plan.submit, response)) return;
    await deps.jobs.ended(job);
    const bytes = deps.jobs.file(job.files[0]?.name ?? '');
    if (job.state !== 'success' || !bytes) return refuse(response, 500, job.failureMessage, 'server_error');
    response.type(contentType).send(Buffer.from(bytes));
  });
  return router;
}

import type { Request, RequestHandler, Response, Router } from 'express';
import express from 'express';
import { refuse } from './gate.ts';
import { MODELS, rowOf } from './models.ts';
import type { History } from './webhook.ts';

const MODELS_DEFAULT = 50;
const MODELS_MAX = 500;
const HOOKS_DEFAULT = 50;
const HOOKS_MAX = 100;

/** Above the ten dollars below which the service limits jobs in flight. */
const BALANCE_USD = 25.5;

/** Below `/v1`: the list of models, which needs no key; the balance and the history of webhooks, which do. */
export function createCatalogueApi(checked: RequestHandler, history: History): Router {
  const router = express.Router();
  router.get('/models', (request: Request, response: Response) => {
    const limit = Number(request.query.limit ?? MODELS_DEFAULT);
    const offset = Number(request.query.offset ?? 0);
    if (!Number.isInteger(limit) || limit < 1 || limit > MODELS_MAX)
      return refuse(response, 400, 'invalid limit parameter');
    const name = String(request.query.name ?? '').toLowerCase();
    const found = MODELS.filter(({ title, slug }) => `${title} ${slug}`.toLowerCase().includes(name));
    // A plain list: there is no total, so whoever asks goes on until a page is short.
    response.json(found.slice(offset, offset + limit).map(rowOf));
  });
  router.get('/model', (request: Request, response: Response) => {
    const { slug } = request.query;
    if (typeof slug !== 'string' || slug === '') return refuse(response, 400, 'slug parameter is required');
    const model = MODELS.find((each) => each.slug === slug);
    if (!model) return refuse(response, 404, 'Failed to fetch model: model not found');
    response.json(rowOf(model));
  });
  router.get('/billing/balance', checked, (_request: Request, response: Response) => {
    response.json({ balance_usd: BALANCE_USD });
  });
  router.get('/webhooks', checked, (request: Request, response: Response) => {
    const limit = Math.min(HOOKS_MAX, Number(request.query.limit ?? HOOKS_DEFAULT));
    const offset = Number(request.query.offset ?? 0);
    const webhooks = history.all().map(({ attempts: _, ...rest }) => rest);
    response.json({ webhooks: webhooks.slice(offset, offset + limit), limit, offset, total_count: webhooks.length });
  });
  router.get('/webhooks/:execution', checked, (request: Request, response: Response) => {
    const sent = history.of(String(request.params.execution));
    if (!sent) return refuse(response, 404, 'webhook not found');
    response.json(sent);
  });
  return router;
}

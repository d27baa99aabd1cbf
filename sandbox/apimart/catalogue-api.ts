import type { Request, RequestHandler, Response, Router } from 'express';
import express from 'express';
import type { Settings } from '#sandbox/services/bookkeeping.ts';
import type { Body } from '#sandbox/services/serve.ts';
import { checkKey, refuse } from './gate.ts';
import { MODEL_ROWS, MODELS } from './models.ts';

const BALANCE = 10.5;
const USED = 2.3;

type Deps = { readonly key: string; readonly settings: Settings };

/** Lists of models and the state of the account. */
export function createCatalogueApi({ key, settings }: Deps): Router {
  const router = express.Router();
  const checked = checkKey({ key, settings });
  const isRightKey = (request: Request) =>
    request.get('authorization') === `Bearer ${key}` && !settings.get().rejectKey;
  router.get('/v1/models', checked, (request: Request, response: Response) => {
    // As integrators have met it: without money the list is not told either.
    if (settings.get().outOfCredit) return refuse(response, 402, 'insufficient balance', 'payment_required');
    const { category } = request.query;
    const data = MODEL_ROWS.filter((row) => category === undefined || row.category === category);
    response.json({ success: true, object: 'list', data });
  });
  router.get('/v1/models/:model/schema', checked, (request: Request, response: Response) => {
    const model = MODELS.find(({ id }) => id === request.params.model);
    if (!model) return refuse(response, 404, 'model not found', 'not_found');
    response.json(schemaOf(model.id));
  });
  router.get('/api/marketplace/models', (_: Request, response: Response) => {
    const models = MODELS.map(({ id, kind }) => ({ id, model_name: id, display_name: id, media_type: kind, tags: [] }));
    response.json({ success: true, data: { total: models.length, page: 1, page_size: 50, models } });
  });
  const balance: RequestHandler = (request, response) => {
    // A key that is refused is told with HTTP 200 here.
    if (!isRightKey(request)) return void response.json({ success: false, message: 'invalid API key' });
    const remain_balance = settings.get().outOfCredit ? 0 : BALANCE;
    response.json({ success: true, remain_balance, used_balance: USED, unlimited_quota: false });
  };
  for (const path of ['/v1/balance', '/balance', '/v1/user/balance', '/user/balance']) router.get(path, balance);
  return router;
}

/** The same generic contract for every model, as recorded: it lists no model's own values. */
const schemaOf = (model: string): Body => ({
  $id: model,
  type: 'object',
  required: ['model'],
  anyOf: [{ required: ['prompt'] }, { required: ['messages'] }],
  additionalProperties: true,
  properties: {
    model: { type: 'string' },
    prompt: { type: 'string' },
    n: { type: 'integer', minimum: 1, default: 1 },
    size: { type: 'string' },
    quality: { type: 'string' },
    image_urls: { type: 'array', items: { type: 'string' } },
    mask_url: { type: 'string' },
    webhook: { type: 'string', format: 'uri' },
  },
});

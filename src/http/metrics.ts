import { Router } from 'express';

export type MetricsSource = {
  readonly contentType: string;
  readonly render: () => Promise<string>;
};

export function metrics({ contentType, render }: MetricsSource): Router {
  const router = Router();
  router.get('/metrics', async (_request, response) => {
    const text = await render();
    response.set({ 'content-type': contentType, 'cache-control': 'no-store' }).end(text);
  });
  return router;
}

import { Router } from 'express';

export type Health = { readonly ok: boolean; readonly detail?: string };

/** Each part of the process by name. `detail` is read by strangers: words about the part, no addresses and no secrets. */
export type HealthChecks = Readonly<Record<string, () => Health | Promise<Health>>>;

/** Every check is local, so a part that says nothing for so long is not well; those who ask wait a second or more. */
const CHECK_TIMEOUT_MS = 900;

/** `live`: the process runs. `ready`: every part can do its work; 503 as long as one cannot. */
export function health(checks: HealthChecks): Router {
  const router = Router();

  router.get('/health/live', (_request, response) => {
    response.set('cache-control', 'no-store').json({ status: 'ok', parts: { process: { ok: true } } });
  });

  router.get('/health/ready', async (_request, response) => {
    const parts = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await ask(check)] as const),
    );
    const ok = parts.every(([, part]) => part.ok);
    response
      .set('cache-control', 'no-store')
      .status(ok ? 200 : 503)
      .json({ status: ok ? 'ok' : 'unavailable', parts: Object.fromEntries(parts) });
  });

  return router;
}

async function ask(check: () => Health | Promise<Health>): Promise<Health> {
  const silence = Promise.withResolvers<Health>();
  const timer = setTimeout(() => silence.resolve({ ok: false, detail: 'no answer' }), CHECK_TIMEOUT_MS);
  try {
    return await Promise.race([check(), silence.promise]);
  } catch {
    return { ok: false, detail: 'check failed' };
  } finally {
    clearTimeout(timer);
  }
}

import type { Request, Response } from 'express';
import { Router } from 'express';
import { Refusal, refusals } from '#sandbox/discord/errors.ts';
import type { Faults } from '#sandbox/discord/faults.ts';
import type { RestFault } from '#sandbox/discord/people.ts';
import type { RateLimits, Verdict } from '#sandbox/discord/rate-limits.ts';
import { limitedBy } from '#sandbox/discord/rate-limits.ts';
import type { Reply, Route } from './call.ts';
import { readBody } from './read-body.ts';

/** `status` is 0 where the connection was broken instead of an answer. */
export type LoggedCall = { readonly method: string; readonly path: string; readonly status: number };

type Deps = {
  readonly routes: readonly Route[];
  readonly token: string;
  readonly limits: RateLimits;
  readonly faults: Faults;
  readonly log: (call: LoggedCall) => void;
};

type Params = Readonly<Record<string, string>>;

/** Puts the routes behind what each of Discord's passes: the faults asked for, the token, the limits, the log. */
export function serveRest(deps: Deps): Router {
  const router = Router();
  for (const route of deps.routes) {
    const verb = route.method.toLowerCase() as Lowercase<Route['method']>;
    router[verb](route.path, (req: Request, res: Response) => serve(deps, route, req, res));
  }
  router.use((req, res) => serve(deps, undefined, req, res));
  return router;
}

async function serve(deps: Deps, route: Route | undefined, req: Request, res: Response): Promise<void> {
  const { method, path } = req;
  const fault = deps.faults.take(method, path);
  const verdict = fault ? undefined : route && deps.limits.count(route, paramsOf(req));
  const reply = insteadOfWork(fault) ?? tooMany(verdict) ?? (await work(deps, route, req, res));
  for (const [name, value] of Object.entries({ ...headersOf(fault), ...verdict?.headers })) res.setHeader(name, value);
  if (fault?.fault === 'lose_answer' || fault?.fault === 'hang_up') {
    deps.log({ method, path, status: 0 });
    if (fault.fault === 'lose_answer') req.socket.resetAndDestroy();
    else req.socket.destroy();
    return;
  }
  const { status, body } = fault?.fault === 'bad_gateway_after' ? { status: 502, body: undefined } : reply;
  deps.log({ method, path, status });
  if (body === undefined) res.status(status).end();
  else res.status(status).json(body);
}

async function work(deps: Deps, route: Route | undefined, req: Request, res: Response): Promise<Reply> {
  try {
    if (!route) throw refusals.notFound();
    if (!route.isOpen && req.headers.authorization !== `Bot ${deps.token}`) throw refusals.unauthorized();
    const { body, files } = await readBody(req, res);
    const params = paramsOf(req);
    const query = new URL(req.originalUrl, 'http://discord.invalid').searchParams;
    return await route.handle({ param: (name) => params[name] ?? '', query, body, files });
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, body: error.body };
    throw error;
  }
}

/** What some faults answer without doing what was asked. */
function insteadOfWork(fault: RestFault | undefined): Reply | undefined {
  if (fault?.fault === 'status') {
    return { status: fault.status, body: { message: 'A fault that was asked for', code: fault.code ?? 0 } };
  }
  return fault?.fault === 'rate_limit' ? tooMany(limitedBy(fault.retryAfterMs, fault.global ?? false)) : undefined;
}

function tooMany(verdict: Verdict | undefined): Reply | undefined {
  if (!verdict?.limited) return undefined;
  const { retryAfterMs, global } = verdict.limited;
  const body = { message: 'You are being rate limited.', retry_after: retryAfterMs / 1000, global };
  return { status: 429, body };
}

const headersOf = (fault: RestFault | undefined): Readonly<Record<string, string>> =>
  fault?.fault === 'rate_limit' ? limitedBy(fault.retryAfterMs, fault.global ?? false).headers : {};

const paramsOf = (req: Request): Params =>
  Object.fromEntries(Object.entries(req.params).map(([name, value]) => [name, String(value)]));

import type { Socket } from 'node:net';
import type { Request, Response } from 'express';
import { Router } from 'express';
import type { LoggedCall } from '#sandbox/discord/call-log.ts';
import type { Clock } from '#sandbox/discord/clock.ts';
import { Refusal, refusals } from '#sandbox/discord/errors.ts';
import type { Faults } from '#sandbox/discord/faults.ts';
import type { Delays } from '#sandbox/discord/latency.ts';
import type { RestFault } from '#sandbox/discord/operator.ts';
import type { Outages } from '#sandbox/discord/outages.ts';
import type { RateLimits, Verdict } from '#sandbox/discord/rate-limits.ts';
import { limitedBy } from '#sandbox/discord/rate-limits.ts';
import type { Reply, Route } from './call.ts';
import { BrokenOff, readBody } from './read-body.ts';

type Deps = {
  readonly routes: readonly Route[];
  readonly token: string;
  readonly clock: Clock;
  readonly limits: RateLimits;
  readonly faults: Faults;
  readonly outages: Outages;
  readonly delays: Delays;
  /** Largest request, in bytes. */
  readonly requestMaxBytes: () => number;
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
  const at = deps.clock.now();
  const fault = deps.faults.take(method, path) ?? deps.outages.fault();
  const verdict = fault ? undefined : route && deps.limits.count(route, paramsOf(req));
  const delay = deps.delays.of(method, path);
  await delay.before();
  const reply = insteadOfWork(fault) ?? tooMany(verdict) ?? (await work(deps, route, req, res));
  await delay.after();
  for (const [name, value] of Object.entries({ ...headersOf(fault), ...verdict?.headers })) res.setHeader(name, value);
  const { status, body } = fault?.fault === 'bad_gateway_after' ? BAD_GATEWAY : reply;
  const isSilent = fault !== undefined && fault.fault in SILENCES;
  deps.log({ method, path, at, status: isSilent ? 0 : status, isCounted: route !== undefined && !route.isOpen });
  if (isSilent) SILENCES[fault.fault]?.(req.socket);
  else if (status > 0 && body === undefined) res.status(status).end();
  else if (status > 0) res.status(status).json(body);
}

const BAD_GATEWAY: Reply = { status: 502 };
const UNAVAILABLE: Reply = { status: 503, body: { message: 'upstream connect error', code: 0 } };
const NOTHING: Reply = { status: 0 };

/** The faults that end without an answer. */
const SILENCES: Partial<Readonly<Record<RestFault['fault'], (socket: Socket) => void>>> = {
  lose_answer: (socket) => socket.resetAndDestroy(),
  reset: (socket) => socket.resetAndDestroy(),
  hang_up: (socket) => socket.destroy(),
  hang: () => {},
  hang_after: () => {},
};

async function work(deps: Deps, route: Route | undefined, req: Request, res: Response): Promise<Reply> {
  try {
    if (!route) throw refusals.notFound();
    if (!route.isOpen && req.headers.authorization !== `Bot ${deps.token}`) throw refusals.unauthorized();
    const { body, files } = await readBody(req, res, deps.requestMaxBytes());
    const params = paramsOf(req);
    const query = new URL(req.originalUrl, 'http://discord.invalid').searchParams;
    return await route.handle({ param: (name) => params[name] ?? '', query, body, files });
  } catch (error) {
    if (error instanceof BrokenOff) return NOTHING;
    if (error instanceof Refusal) return { status: error.status, body: error.body };
    throw error;
  }
}

/** What some faults answer without doing what was asked. */
function insteadOfWork(fault: RestFault | undefined): Reply | undefined {
  if (fault?.fault === 'status') {
    return { status: fault.status, body: { message: 'A fault that was asked for', code: fault.code ?? 0 } };
  }
  if (fault?.fault === 'reset' || fault?.fault === 'hang') return NOTHING;
  if (fault?.fault === 'bad_gateway') return BAD_GATEWAY;
  if (fault?.fault === 'unavailable') return UNAVAILABLE;
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

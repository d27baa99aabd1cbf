import type { Request } from '#domain/request.ts';

/** What another model than the one that was asked for is told: a seed means something to its own model alone. */
export function withoutSeed(request: Request): Request {
  const { seed: _ofTheFirst, ...options } = request.options;
  return { ...request, options };
}

import { join } from 'node:path';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { createSandbox } from '#sandbox/sandbox.ts';

/** The pretend world under load, and its time, which can be moved while the bot is down. */
export type LoadedWorld = {
  readonly sandbox: Sandbox;
  /** How far everybody's clock is ahead of the machine's. */
  readonly aheadMs: () => number;
  readonly travel: (byMs: number) => void;
};

/** What Discord allows in a channel and in a second would make a kill loop wait, not work. */
const NO_LIMIT = 1_000_000;

/** So many jobs in flight at each service that none waits for another. */
const IN_FLIGHT = '500';

const GENERATION_MS = 60;

export async function createLoadedWorld(dir: string): Promise<LoadedWorld> {
  let aheadMs = 0;
  const clock = {
    now: () => Date.now() + aheadMs,
    after: (delayMs: number, wake: () => void) => {
      const timer = setTimeout(wake, delayMs);
      return () => clearTimeout(timer);
    },
  };
  const service = { generationMs: GENERATION_MS, media: 'tiny' } as const;
  const sandbox = await createSandbox({
    page: false,
    startBot: false,
    modelslab: { ...service, queueLimit: NO_LIMIT },
    apimart: service,
    eachlabs: service,
    discord: { clock, scale: { messagesPer5s: NO_LIMIT, requestsPerSecond: NO_LIMIT } },
    env: {
      MODELSLAB_MAX_CONCURRENCY: IN_FLIGHT,
      APIMART_MAX_CONCURRENCY: IN_FLIGHT,
      EACHLABS_MAX_CONCURRENCY: IN_FLIGHT,
      // A start takes two thirds of the time.
      NODE_COMPILE_CACHE: join(dir, 'compiled'),
    },
  });
  return {
    sandbox,
    aheadMs: () => aheadMs,
    travel: (byMs) => {
      aheadMs += byMs;
    },
  };
}

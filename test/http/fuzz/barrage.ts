import type { ServiceBody } from './bodies.ts';
import type { Shot } from './post.ts';
import { createPost } from './post.ts';
import type { ServiceStage } from './service-stage.ts';
import { SERVICES, signatureOf, successOf } from './service-stage.ts';

export type Report = {
  readonly statuses: Readonly<Record<string, number>>;
  /** How the jobs stand afterwards, by state; `unreadable` when the store cannot tell. */
  readonly states: Readonly<Record<string, number>>;
  readonly slowestMs: number;
  readonly peakRssBytes: number;
};

/** As many connections as the busiest service keeps. */
const CONNECTIONS = 32;

/** How many jobs are accepted and looked at together: each is a write or a read of its own. */
const BATCH = 1_000;

/** Hostile bodies, each under the valid track id of a job of its own, and signed where the service signs. */
export async function barrage(stage: ServiceStage, bodies: Iterator<ServiceBody>): Promise<Report> {
  const post = createPost(stage.port, CONNECTIONS);
  const statuses: Record<string, number> = {};
  const states: Record<string, number> = {};
  let slowestMs = 0;
  let peakRssBytes = 0;
  const take = () =>
    Array.from({ length: BATCH }, () => bodies.next()).flatMap(({ done, value }) => (done ? [] : [value]));

  for (let batch = take(); batch.length > 0; batch = take()) {
    const addresses = await Promise.all(batch.map(({ service }) => stage.accept(service)));
    const shots = batch.map(({ service, body, headers }, at) => ({
      path: addresses[at]?.path ?? '',
      body,
      headers: { ...headers, ...signatureOf(service, body) },
    }));
    const queue = shots.values();
    await Promise.all(Array.from({ length: CONNECTIONS }, () => fireAll(queue)));
    for (const { jobId } of addresses) {
      const state = (await stage.find(jobId).catch(() => undefined))?.state ?? 'unreadable';
      states[state] = (states[state] ?? 0) + 1;
    }
    peakRssBytes = Math.max(peakRssBytes, process.memoryUsage.rss());
  }
  post.close();
  return { statuses, states, slowestMs, peakRssBytes };

  async function fireAll(queue: Iterator<Shot>): Promise<void> {
    for (let next = queue.next(); !next.done; next = queue.next()) {
      const from = performance.now();
      const status = await post.post(next.value);
      slowestMs = Math.max(slowestMs, performance.now() - from);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  }
}

/** One honest callback for each service; answers in which states their jobs are afterwards. */
export async function honestCallbacks(stage: ServiceStage): Promise<readonly string[]> {
  const post = createPost(stage.port, 1);
  const states = [];
  for (const service of SERVICES) {
    const { path, jobId } = await stage.accept(service);
    const body = successOf(service);
    const status = await post.post({ path, body, headers: signatureOf(service, body) });
    states.push(`${service} ${status} ${(await stage.find(jobId))?.state}`);
  }
  post.close();
  return states;
}

export const HONEST = SERVICES.map((service) => `${service} 200 succeeded`);

import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Failure } from '#domain/failure.ts';
import type { Kind } from '#domain/kind.ts';
import type { EndState } from '#domain/lifecycle.ts';
import type { CallbackVerdict, InFlight } from '#domain/ports/job-store.ts';

type Deps = {
  /** Asked once per scrape. */
  readonly countOpen: () => Promise<readonly InFlight[]>;
};

/** Every number that the process tells about itself, and the ways to move them. */
export type Metrics = {
  readonly contentType: string;
  /** Prometheus text. */
  readonly render: () => Promise<string>;
  /** One request to a webhook address and how it was answered. */
  readonly webhook: (provider: string, answer: string) => void;
  /** One request with a media link that leads nowhere, and how it was answered. */
  readonly deadLink: (answer: string) => void;
  readonly accepted: (kind: Kind, provider: string) => void;
  readonly ended: (kind: Kind, state: EndState, failure?: Failure) => void;
  readonly callback: (provider: string, verdict: CallbackVerdict) => void;
  readonly delivery: (outcome: 'delivered' | 'postponed' | 'undeliverable') => void;
};

const OPEN_STATES = ['queued', 'submitting', 'running'] as const satisfies readonly InFlight['state'][];

/** Its own registry, so that two of them in one process do not meet. */
export function createMetrics({ countOpen }: Deps): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });

  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> =>
    new Counter({ name, help, labelNames, registers: [registry] });

  const webhooks = counter(
    'bowerbird_webhook_requests_total',
    'Requests to webhook addresses, by how they were answered',
    ['provider', 'answer'],
  );
  const deadLinks = counter('bowerbird_dead_media_links_total', 'Requests with media links that lead nowhere', [
    'answer',
  ]);
  const callbacks = counter('bowerbird_callbacks_total', 'Stored callbacks, by what they did', ['provider', 'verdict']);
  const accepted = counter('bowerbird_jobs_accepted_total', 'Jobs accepted', ['kind', 'provider']);
  const ended = counter('bowerbird_jobs_ended_total', 'Jobs ended', ['kind', 'state', 'reason']);
  const deliveries = counter('bowerbird_deliveries_total', 'Attempts to bring a result home', ['outcome']);
  registry.registerMetric(openJobsGauge(countOpen));

  return {
    contentType: registry.contentType,
    render: () => registry.metrics(),
    webhook: (provider, answer) => webhooks.inc({ provider, answer }),
    deadLink: (answer) => deadLinks.inc({ answer }),
    accepted: (kind, provider) => accepted.inc({ kind, provider }),
    ended: (kind, state, failure) => ended.inc({ kind, state, reason: failure?.reason ?? '' }),
    callback: (provider, verdict) => callbacks.inc({ provider, verdict }),
    delivery: (outcome) => deliveries.inc({ outcome }),
  };
}

/** When the jobs cannot be counted the gauge is absent: a scrape without it beats no scrape, and a stale number. */
function openJobsGauge(countOpen: Deps['countOpen']): Gauge<'state'> {
  return new Gauge({
    name: 'bowerbird_jobs_open',
    help: 'Jobs that have not ended, by state',
    labelNames: ['state'],
    registers: [],
    async collect() {
      this.reset();
      const open = await countOpen().catch(() => undefined);
      if (!open) return;
      for (const state of OPEN_STATES) this.set({ state }, 0);
      for (const { state, count } of open) this.set({ state }, count);
    },
  });
}

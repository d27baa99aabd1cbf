import { expect, it } from 'vitest';
import type { InFlight } from '#domain/ports/job-store.ts';
import type { Journal } from '#jobs/journal.ts';
import { createMetrics } from '#telemetry/metrics.ts';

const linesOf = async ({ render }: { render: () => Promise<string> }, prefix: string): Promise<string[]> =>
  (await render()).split('\n').filter((line) => line.startsWith(prefix));

it('counts what it is told, each by its labels', async () => {
  const metrics = createMetrics({ countOpen: async () => [] });
  metrics.webhook('modelslab', 'stored');
  metrics.webhook('unknown', 'refused');
  metrics.deadLink('limited');
  const journal: Journal = metrics;
  journal.accepted('image', 'modelslab');
  journal.ended('image', 'succeeded');
  journal.ended('image', 'failed', { reason: 'provider_down', detail: 'raw words' });
  journal.callback('modelslab', 'settled');
  journal.callback('modelslab', 'repeated');
  journal.callback('modelslab', 'repeated');
  journal.delivery('delivered');
  expect(await linesOf(metrics, 'bowerbird_')).toStrictEqual([
    'bowerbird_webhook_requests_total{provider="modelslab",answer="stored"} 1',
    'bowerbird_webhook_requests_total{provider="unknown",answer="refused"} 1',
    'bowerbird_dead_media_links_total{answer="limited"} 1',
    'bowerbird_callbacks_total{provider="modelslab",verdict="settled"} 1',
    'bowerbird_callbacks_total{provider="modelslab",verdict="repeated"} 2',
    'bowerbird_jobs_accepted_total{kind="image",provider="modelslab"} 1',
    'bowerbird_jobs_ended_total{kind="image",state="succeeded",reason=""} 1',
    'bowerbird_jobs_ended_total{kind="image",state="failed",reason="provider_down"} 1',
    'bowerbird_deliveries_total{outcome="delivered"} 1',
    'bowerbird_jobs_open{state="queued"} 0',
    'bowerbird_jobs_open{state="submitting"} 0',
    'bowerbird_jobs_open{state="running"} 0',
  ]);
});

it('counts the open jobs anew at every scrape', async () => {
  const answers: InFlight[][] = [[{ state: 'running', count: 3 }], [{ state: 'queued', count: 1 }]];
  const metrics = createMetrics({ countOpen: async () => answers.shift() ?? [] });
  const open = 'bowerbird_jobs_open{';
  expect(await linesOf(metrics, open)).toContain('bowerbird_jobs_open{state="running"} 3');
  const second = await linesOf(metrics, open);
  expect(second).toContain('bowerbird_jobs_open{state="running"} 0');
  expect(second).toContain('bowerbird_jobs_open{state="queued"} 1');
});

it('tells everything else when the jobs cannot be counted, and no stale number', async () => {
  let fails = false;
  const metrics = createMetrics({
    countOpen: async () => {
      if (fails) throw new Error('database is closed');
      return [{ state: 'running', count: 3 }];
    },
  });
  await metrics.render();
  fails = true;
  expect(await linesOf(metrics, 'bowerbird_jobs_open{')).toStrictEqual([]);
  expect(await linesOf(metrics, 'process_resident_memory_bytes ')).toHaveLength(1);
});

it('two of them in one process do not meet', async () => {
  const [one, other] = [createMetrics({ countOpen: async () => [] }), createMetrics({ countOpen: async () => [] })];
  one.delivery('delivered');
  expect(await linesOf(other, 'bowerbird_deliveries_total{')).toStrictEqual([]);
  expect(one.contentType).toMatch(/^text\/plain; version=0\.0\.4/);
});

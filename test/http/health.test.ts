import { describe, expect, it } from 'vitest';
import { createStage } from '#test/http/stage.ts';

it('is live while the process runs, whatever its parts do', async () => {
  const stage = await createStage({ health: { discord: () => ({ ok: false }) } });
  const response = await stage.get('/health/live');
  expect([response.status, await response.json()]).toStrictEqual([
    200,
    { status: 'ok', parts: { process: { ok: true } } },
  ]);
});

describe('readiness', () => {
  it('is given when every part is well', async () => {
    const stage = await createStage({
      health: { database: async () => ({ ok: true }), discord: () => ({ ok: true, detail: 'connected' }) },
    });
    const response = await stage.get('/health/ready');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect([response.status, await response.json()]).toStrictEqual([
      200,
      { status: 'ok', parts: { database: { ok: true }, discord: { ok: true, detail: 'connected' } } },
    ]);
  });

  it('is refused when one part is not, and says which', async () => {
    const stage = await createStage({
      health: { database: () => ({ ok: true }), discord: () => ({ ok: false, detail: 'not connected' }) },
    });
    const response = await stage.get('/health/ready');
    expect([response.status, await response.json()]).toStrictEqual([
      503,
      { status: 'unavailable', parts: { database: { ok: true }, discord: { ok: false, detail: 'not connected' } } },
    ]);
  });

  it('is refused when a part cannot be asked, without telling why', async () => {
    const stage = await createStage({
      health: {
        database: () => {
          throw new Error('SQLITE_CORRUPT: secret path');
        },
        worker: () => Promise.reject(new Error('secret')),
        discord: () => new Promise(() => {}),
      },
    });
    const response = await stage.get('/health/ready');
    const text = await response.text();
    expect(response.status).toBe(503);
    expect(text).not.toContain('secret');
    expect(JSON.parse(text)).toMatchObject({
      parts: {
        database: { ok: false, detail: 'check failed' },
        worker: { ok: false, detail: 'check failed' },
        discord: { ok: false, detail: 'no answer' },
      },
    });
  });
});

describe('metrics', () => {
  it('are Prometheus text', async () => {
    const stage = await createStage({ render: async () => 'jobs_open 3\n' });
    const response = await stage.get('/metrics');
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await response.text()).toBe('jobs_open 3\n');
  });

  it('that fail tell the log what happened and the caller nothing', async () => {
    const stage = await createStage({ render: () => Promise.reject(new Error('inner workings')) });
    const response = await stage.get('/metrics');
    expect([response.status, await response.text()]).toStrictEqual([500, '']);
    expect(stage.log()).toContain('inner workings');
  });
});

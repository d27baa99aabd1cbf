import { describe, expect, it } from 'vitest';
import { createStage, hear, TRACK_ID, WORKFLOW } from '#test/http/stage.ts';

const PATH = `/webhooks/modelslab/workflows/${WORKFLOW.token}`;
const BODY = '{"status":"success","workflow_run_id":"r1"}';

describe('a callback at a workflow’s own address', () => {
  it.each([PATH, `${PATH}/callback`])('is acknowledged once it is stored: %#', async (path) => {
    const stage = await createStage();
    const response = await stage.post(path, BODY, { 'X-Sign': 'x' });
    expect([response.status, await response.text()]).toStrictEqual([200, '{"received":true}']);
    expect(stage.receivedRuns).toStrictEqual([
      { provider: 'modelslab', body: Buffer.from(BODY), headers: expect.objectContaining({ 'x-sign': 'x' }) },
    ]);
    expect(stage.received).toStrictEqual([]);
    expect(stage.answers).toStrictEqual(['modelslab stored']);
  });

  it.each(['x', TRACK_ID, WORKFLOW.id, 'callback', '%2e%2e', `${WORKFLOW.token}0`])(
    'is answered like a path that is not there when its token does not verify: %s',
    async (token) => {
      const stage = await createStage();
      const response = await stage.post(`/webhooks/modelslab/workflows/${token}`, BODY);
      expect([response.status, await response.text()]).toStrictEqual([404, '']);
      expect([...stage.received, ...stage.receivedRuns]).toStrictEqual([]);
    },
  );

  it('is judged before its body has come', async () => {
    const stage = await createStage();
    const socket = await stage.dial(
      'POST /webhooks/modelslab/workflows/x HTTP/1.1\r\nhost: a\r\ncontent-length: 1000000\r\n\r\n',
    );
    expect(await hear(socket, '\r\n\r\n')).toMatch(/^HTTP\/1\.1 404 /);
  });

  it.each(['apimart', 'nobody'])('is the one service’s alone: not %s’s', async (provider) => {
    const stage = await createStage();
    expect((await stage.post(PATH.replace('modelslab', provider), BODY)).status).toBe(404);
    expect(stage.receivedRuns).toStrictEqual([]);
  });

  it('is refused while that service is not configured', async () => {
    const stage = await createStage({ providerNames: ['apimart'] });
    expect((await stage.post(PATH, BODY)).status).toBe(404);
    expect(stage.receivedRuns).toStrictEqual([]);
  });

  it.each([
    ['forged', 404, ''],
    ['unknown_provider', 404, ''],
    ['unknown_job', 200, '{"received":true}'],
  ] as const)('is answered as its fate demands: %s with %i', async (fate, status, text) => {
    const stage = await createStage({ receiveRun: async () => fate });
    const response = await stage.post(PATH, BODY);
    expect([response.status, await response.text()]).toStrictEqual([status, text]);
    expect(response.headers.has('retry-after')).toBe(false);
  });

  it('asks for another try when it could not be stored, and says so without the token', async () => {
    const stage = await createStage({ receiveRun: () => Promise.reject(new Error(`disk full at ${PATH}`)) });
    expect((await stage.post(PATH, BODY)).status).toBe(503);
    expect(stage.log()).toContain(WORKFLOW.id);
    expect(stage.log()).not.toContain(WORKFLOW.token);
    expect(stage.answers).toStrictEqual(['modelslab not_stored']);
  });

  it('has the same bound of bytes', async () => {
    const stage = await createStage();
    expect((await stage.post(PATH, Buffer.alloc(1024 * 1024 + 1))).status).toBe(413);
    expect(stage.receivedRuns).toStrictEqual([]);
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { BOUNDS } from '#http/bounds.ts';
import { createHits } from '#http/hits.ts';
import { ownerOf } from '#http/turn-away.ts';
import { createStage, hear, TRACK_ID, WORKFLOW } from '#test/http/stage.ts';

const PATH = `/webhooks/modelslab/${TRACK_ID}`;
const FORGED = '/webhooks/modelslab/x';
const bounds = { strangers: { limit: 3, windowMs: 60_000, addressesMax: 100 } };

const nothingOfTheKind = [404, '', null];
const tooMany = [429, '', '60'];

const told = async (response: Response) => [
  response.status,
  await response.text(),
  response.headers.get('retry-after'),
];

describe('calls that nothing verifies', () => {
  it('are answered 404 up to the limit and 429 beyond it, empty, and counted without a line in the log', async () => {
    const stage = await createStage({ bounds });
    const answers = [];
    for (let call = 0; call < 5; call++) answers.push(await told(await stage.post(FORGED)));
    expect(answers).toStrictEqual([nothingOfTheKind, nothingOfTheKind, nothingOfTheKind, tooMany, tooMany]);
    expect(stage.answers).toStrictEqual([...Array(3).fill('modelslab refused'), ...Array(2).fill('modelslab limited')]);
    expect(stage.log()).toBe('');
  });

  it('are counted together, at whichever door they knock', async () => {
    const stage = await createStage({ bounds });
    await stage.post(FORGED);
    await stage.post('/webhooks/modelslab/workflows/x');
    await stage.get('/media/x');
    expect(await told(await stage.get('/media/x'))).toStrictEqual(tooMany);
    expect(await told(await stage.post('/webhooks/modelslab/workflows/x'))).toStrictEqual(tooMany);
    expect(await told(await stage.post(`/webhooks/nobody/${TRACK_ID}`))).toStrictEqual(tooMany);
    expect(stage.answers).toStrictEqual([
      'modelslab refused',
      'modelslab refused',
      'media refused',
      'media limited',
      'modelslab limited',
      'unknown limited',
    ]);
  });

  it('are answered 429 before their body has come', async () => {
    const stage = await createStage({ bounds });
    for (let call = 0; call < 3; call++) await stage.post(FORGED);
    const socket = await stage.dial(`POST ${FORGED} HTTP/1.1\r\nhost: a\r\ncontent-length: 1000000\r\n\r\n`);
    expect(await hear(socket, '\r\n\r\n')).toMatch(/^HTTP\/1\.1 429 /);
  });

  it('are told apart by who connects, not by what a header claims', async () => {
    const stage = await createStage({ bounds });
    const claim = (call: number) => ({ 'x-forwarded-for': `203.0.113.${call}`, forwarded: `for=203.0.113.${call}` });
    const statuses = [];
    for (let call = 0; call < 5; call++) statuses.push((await stage.post(FORGED, '{}', claim(call))).status);
    expect(statuses).toStrictEqual([404, 404, 404, 429, 429]);
  });
});

describe('whatever else comes from its address', () => {
  it('a callback that verifies is taken', async () => {
    const stage = await createStage({ bounds });
    for (let call = 0; call < 10; call++) await stage.post(FORGED);
    expect((await stage.post(PATH)).status).toBe(200);
    expect((await stage.post(`/webhooks/modelslab/workflows/${WORKFLOW.token}`)).status).toBe(200);
    expect([stage.received.length, stage.receivedRuns.length]).toStrictEqual([1, 1]);
    expect((await stage.post(FORGED)).status).toBe(429);
  });

  it('what needs no capability is answered', async () => {
    const stage = await createStage({ bounds });
    for (let call = 0; call < 10; call++) await stage.post(FORGED);
    expect((await stage.get('/health/live')).status).toBe(200);
    expect((await stage.get('/nothing/of/the/kind')).status).toBe(404);
  });

  it('callbacks that verify are never counted, however many', async () => {
    const stage = await createStage({ bounds });
    for (let call = 0; call < 10; call++) expect((await stage.post(PATH)).status).toBe(200);
    expect((await stage.post(FORGED)).status).toBe(404);
  });
});

describe('the counts', () => {
  afterEach(() => void vi.useRealTimers());

  it('begin anew with the next window', async () => {
    const stage = await createStage({ bounds });
    vi.useFakeTimers({ toFake: ['Date'] });
    for (let call = 0; call < 4; call++) await stage.post(FORGED);
    vi.setSystemTime(Date.now() + bounds.strangers.windowMs - 1);
    expect((await stage.post(FORGED)).status).toBe(429);
    vi.setSystemTime(Date.now() + 1);
    expect((await stage.post(FORGED)).status).toBe(404);
  });

  it('take a bounded memory, however many addresses somebody has: the latecomers share one', async () => {
    const hits = createHits({ windowMs: 60_000, addressesMax: 100 });
    const count = async (key: string) => (await hits.increment(key)).totalHits;
    for (let address = 0; address < 100; address++) expect(await count(`2001:db8:${address}::/64`)).toBe(1);
    for (let address = 100; address < 10_000; address++) await count(`2001:db8:${address}::/64`);
    expect(await count('2001:db8:0::/64')).toBe(2);
    expect(await count('2001:db8:ffff::/64')).toBe(9_901);
  });

  it('take the addresses that one owner has for one', () => {
    expect(ownerOf('2001:db8:1:2:3:4:5:6')).toBe(ownerOf('2001:db8:1:2::1'));
    expect(ownerOf('2001:db8:1:2::1')).not.toBe(ownerOf('2001:db8:1:3::1'));
    expect(ownerOf('::ffff:203.0.113.7')).toBe(ownerOf('203.0.113.7'));
    expect(ownerOf('203.0.113.7')).not.toBe(ownerOf('203.0.113.8'));
  });

  it('allow what a proxy in front of everybody may send', () => {
    expect(BOUNDS.strangers).toMatchObject({ limit: 600, windowMs: 60_000 });
  });
});

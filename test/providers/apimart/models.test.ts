import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { complaintsOf } from '#domain/complaints.ts';
import { model } from '#domain/model.ts';
import { OPTION_NAMES, options } from '#domain/options.ts';
import { KNOWN, MODELS } from '#providers/apimart/models/models.ts';
import { wayOf } from '#providers/apimart/order.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { closedOrigin, startService } from '#test/providers/local-service.ts';
import { connect, fixture, KEY, modelNamed, submitTo } from './bench.ts';

describe('the models that are known without asking', () => {
  it.each([...KNOWN.values()])('$name can be stored, called and shown', (known) => {
    expect(model.parse(known)).toStrictEqual(known);
    expect(wayOf(known.route)).toBeDefined();
    expect(known.label.length).toBeLessThanOrEqual(100);
    for (const name of OPTION_NAMES) {
      const limit = known.options[name];
      if (!limit || !('oneOf' in limit)) continue;
      for (const value of limit.oneOf) expect(options.safeParse({ [name]: value }).success).toBe(true);
    }
  });

  it('are unique, best first, and serve every use that the service is known for', () => {
    expect(new Set(MODELS.map(({ id }) => id)).size).toBe(MODELS.length);
    expect(MODELS.map(({ popularity }) => popularity).toSorted((a, b) => b - a)).toStrictEqual(
      MODELS.map(({ popularity }) => popularity),
    );
    const uses = new Set(MODELS.flatMap((each) => each.uses));
    expect([...uses].toSorted()).toStrictEqual(['animate', 'edit', 'imagine', 'music', 'speech', 'video']);
  });

  it('leave out what is about to close', () => {
    expect(MODELS.map(({ name }) => name)).not.toContain('sora-2');
    expect(KNOWN.has('sora-2')).toBe(true);
  });

  it.each([
    ['qwen-image-2.0', { prompt: 'x'.repeat(801) }],
    ['veo3.1-fast', { options: { duration: 5 } }],
    ['kling-v2-6', { options: { duration: 8 } }],
    ['Omni-Flash-Ext', { options: { duration: 5 } }],
    ['gpt-4o-mini-tts', { options: { voice: 'marvin' } }],
    ['gpt-4o-mini-tts', { options: { format: 'mp3' } }],
    ['flowmusic', { options: { duration: 241 } }],
    ['imagen-4.0-apimart', { options: { seed: 1 } }],
  ])('refuse what their pages refuse: %s, %j', (name, wish) => {
    expect(complaintsOf(submitTo(name, wish).request, modelNamed(name))).toHaveLength(1);
    expect(complaintsOf(submitTo(name).request, modelNamed(name))).toStrictEqual([]);
  });
});

describe('the list of the service', () => {
  let service: LocalService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service[Symbol.asyncDispose]());

  function listed(body: string | object, status = 200) {
    service.answer(status, body);
    return connect(service.apiUrl).listModels?.();
  }

  it('is asked for with the key', async () => {
    await listed(fixture('models.json'));
    expect(service.seen[0]).toMatchObject({
      method: 'GET',
      path: '/api/v1/models',
      headers: { authorization: `Bearer ${KEY}` },
    });
  });

  it('decides which models there are: known ones with all they can do, others where a plain image is enough', async () => {
    const models = (await listed(fixture('models.json'))) ?? [];
    expect(models.map(({ name }) => name)).toStrictEqual([
      'gpt-image-2',
      'lumen-image-9',
      'lumen-untagged',
      'kling-v3',
      'sora-2',
      'doubao-seedance-1-5-pro-251215',
    ]);
    expect(models[0]).toStrictEqual(modelNamed('gpt-image-2'));
    for (const each of models) expect(model.parse(each)).toStrictEqual(each);
  });

  it('offers an image model that is not known with number and ratio only', async () => {
    const models = (await listed(fixture('models.json'))) ?? [];
    const unknown = models.find(({ name }) => name === 'lumen-image-9');
    expect(unknown).toMatchObject({ uses: ['imagine'], route: 'images', inputs: [], popularity: 0 });
    expect(Object.keys(unknown?.options ?? {})).toStrictEqual(['aspect', 'count']);
  });

  it('calls a dated name as it stands, in the way of the undated one', async () => {
    const models = (await listed(fixture('models.json'))) ?? [];
    const dated = models.find(({ name }) => name === 'doubao-seedance-1-5-pro-251215');
    const known = modelNamed('doubao-seedance-1-5-pro');
    expect(dated).toMatchObject({ id: 'apimart/doubao-seedance-1-5-pro-251215', route: known.route });
    expect(dated?.options).toStrictEqual(known.options);
  });

  it.each<[string, number, string | object]>([
    ['money is asked for', 402, fixture('error-payment.json')],
    ['it is refused under HTTP 200', 200, fixture('error-false.json')],
    ['it is a page', 200, fixture('gateway-502.html')],
    ['it is empty', 200, { success: true, data: [] }],
    ['it holds nothing of use', 200, { success: true, data: [{ id: 'gpt-5', category: 'chat' }] }],
  ])('cannot be told when %s, so that the last good one stays', async (_, status, body) => {
    await expect(listed(body, status)).rejects.toThrow(/APIMart/);
  });

  it('cannot be told when nobody answers', async () => {
    await expect(connect(await closedOrigin()).listModels?.()).rejects.toThrow('not connected: ECONNREFUSED');
  });

  describe('beside it, the account', () => {
    async function account(file: string) {
      service.answer(200, fixture(file));
      return connect(service.apiUrl).account?.();
    }

    it('is asked for with the key, and has no currency that the service does not tell', async () => {
      expect(await account('balance.json')).toStrictEqual({ balance: { amount: 10.5, currency: 'units' } });
      expect(service.seen[0]).toMatchObject({ method: 'GET', path: '/api/v1/balance' });
    });

    it('is told in credits where there are some, and has no balance without a limit', async () => {
      expect(await account('balance-credits.json')).toStrictEqual({ balance: { amount: 105, currency: 'credits' } });
      expect(await account('balance-unlimited.json')).toStrictEqual({});
      service.answer(200, { success: true, remain_balance: 10, unlimited_quota: true });
      expect(await connect(service.apiUrl).account?.()).toStrictEqual({});
    });

    it('cannot be told when it is refused, under HTTP 200 as well', async () => {
      await expect(account('error-false.json')).rejects.toThrow(/APIMart/);
    });
  });
});

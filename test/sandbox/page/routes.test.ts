import { expect, test } from 'vitest';
import type { MessageView } from '#sandbox/page/protocol.ts';
import { postJson, servePage } from './serve-page.ts';
import { ADA, CHANNELS, createStubWorld, JOB } from './stub-world.ts';

const PLACE = { personId: ADA.id, channelId: CHANNELS.general.id };

test('the page, its script and its style are served without a build step', async () => {
  const origin = await servePage(createStubWorld());
  const [page, script, style] = await Promise.all(['/', '/app.js', '/app.css'].map((path) => fetch(origin + path)));
  expect(page?.headers.get('content-type')).toContain('text/html');
  expect(script?.headers.get('content-type')).toContain('javascript');
  expect(style?.headers.get('content-type')).toContain('text/css');
  expect(await script?.text()).toContain('EventSource');
  expect(await style?.text()).toContain('.job-card');
});

test('the server name is escaped in the title, and the page may load from this machine only', async () => {
  const page = await fetch(await servePage(createStubWorld()));
  expect(await page.text()).toContain('<title>The &lt;Bower&gt; · Bowerbird demo</title>');
  const policy = page.headers.get('content-security-policy');
  expect(policy).toContain("script-src 'self';");
  const hosts = policy?.match(/\S+:\/\/\S+/g)?.map((host) => host.replace(/[:;*]+$/, ''));
  expect(new Set(hosts)).toStrictEqual(new Set(['http://127.0.0.1', 'http://localhost']));
});

test('the snapshot holds every channel with its messages, direct ones included', async () => {
  const origin = await servePage(createStubWorld());
  const snapshot = await (await fetch(`${origin}/page/snapshot`)).json();
  const none: readonly MessageView[] = [];
  const messages = { 301: [{ id: '500' }], 302: none, 303: none, 304: none, 4201: none, 4202: none, 4203: none };
  expect(snapshot).toMatchObject({ guildName: 'The <Bower>', bot: { online: true }, jobs: [JOB], messages });
});

test.each([
  ['commands', 'runCommand', { ...PLACE, command: 'job show', options: [{ name: 'id', value: 'abc' }] }],
  ['menus', 'useMenu', { ...PLACE, command: 'Describe this image', messageId: '500' }],
  ['components', 'press', { ...PLACE, messageId: '500', customId: 'cancel:1' }],
  ['components', 'press', { ...PLACE, messageId: '500', customId: 'pick', values: ['a', 'b'] }],
  ['modals', 'submitModal', { ...PLACE, interactionId: '600', fields: [{ customId: 'why', value: '' }] }],
])('POST /page/%s hands the input to %s unchanged and names the answer', async (path, to, input) => {
  const world = createStubWorld(async () => ({ answer: 'deferred', afterMs: 5 }));
  const response = await postJson(`${await servePage(world)}/page/${path}`, input);
  expect(await response.json()).toStrictEqual({ answer: 'deferred' });
  expect(world.calls).toStrictEqual([{ to, with: [input] }]);
});

test('autocomplete answers the choices, and none where the bot kept silent', async () => {
  const input = { ...PLACE, command: 'imagine', options: [{ name: 'model', value: 'fl' }], focused: 'model' };
  const choices = [{ name: 'Flux', value: 'flux' }];
  const answering = await servePage(createStubWorld(async () => ({ answer: 'choices', choices })));
  expect(await (await postJson(`${answering}/page/autocomplete`, input)).json()).toStrictEqual({ choices });
  const silent = await servePage(createStubWorld());
  expect(await (await postJson(`${silent}/page/autocomplete`, input)).json()).toStrictEqual({ choices: [] });
});

test.each([
  ['commands', { ...PLACE, command: 'imagine' }, 'options'],
  ['commands', { ...PLACE, command: 'imagine', options: [{ name: 'prompt', value: null }] }, 'options.0.value'],
  ['commands', { ...PLACE, personId: '../1', command: 'imagine', options: [] }, 'personId'],
  ['components', { ...PLACE, messageId: '500', customId: '' }, 'customId'],
  ['settings/apimart', { generationMs: -1 }, 'generationMs'],
  ['settings/apimart', { rejectKey: 'yes' }, 'rejectKey'],
  ['settings/apimart', { down: 'maybe' }, 'down'],
  ['settings/nobody', {}, 'provider'],
  ['jobs/modelslab/900/explode', {}, 'action'],
  ['jobs/nobody/900/finish', {}, 'provider'],
])('an input that does not fit is refused with 400 and the field: /page/%s %j', async (path, input, field) => {
  const world = createStubWorld();
  const response = await postJson(`${await servePage(world)}/page/${path}`, input);
  expect(response.status).toBe(400);
  expect(await response.json()).toStrictEqual({ error: expect.stringContaining(field) });
  expect(world.calls).toStrictEqual([]);
});

test('what the pretend Discord refuses is told in its own words', async () => {
  const world = createStubWorld(async () => {
    throw new Error('Bruno may not use that');
  });
  const input = { ...PLACE, command: 'imagine', options: [] };
  const response = await postJson(`${await servePage(world)}/page/commands`, input);
  expect(response.status).toBe(400);
  expect(await response.json()).toStrictEqual({ error: 'Bruno may not use that' });
});

test('an upload keeps its bytes, its name and its type, also when it is JSON', async () => {
  const world = createStubWorld();
  const url = `${await servePage(world)}/page/uploads?name=${encodeURIComponent('ä b.json')}`;
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: '{"a":1}' });
  expect(await response.json()).toStrictEqual({ id: '700' });
  const bytes = Buffer.from('{"a":1}');
  const file = { name: 'ä b.json', contentType: 'application/json', bytes };
  expect(world.calls).toStrictEqual([{ to: 'upload', with: [file] }]);
});

test.each(['', '../secret', 'a\u0000b'])('an upload named %j is refused', async (name) => {
  const world = createStubWorld();
  const url = `${await servePage(world)}/page/uploads?name=${encodeURIComponent(name)}`;
  expect((await fetch(url, { method: 'POST', body: 'x' })).status).toBe(400);
  expect(world.calls).toStrictEqual([]);
});

test('an upload over the limit is refused in words', async () => {
  const url = `${await servePage(createStubWorld())}/page/uploads?name=big.bin`;
  const response = await fetch(url, { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) });
  expect(response.status).toBe(400);
  expect(await response.json()).toStrictEqual({ error: expect.stringContaining('too large') });
});

test('a button of a job card reaches its own service', async () => {
  const world = createStubWorld();
  const origin = await servePage(world);
  for (const provider of ['modelslab', 'eachlabs']) {
    const response = await postJson(`${origin}/page/jobs/${provider}/900/lose-callback`, {});
    expect(response.status).toBe(200);
  }
  const given = ['900', 'lose-callback'];
  expect(world.calls).toStrictEqual([
    { to: 'modelslab.act', with: given },
    { to: 'eachlabs.act', with: given },
  ]);
});

test('a switch changes the service that it belongs to, and no other', async () => {
  const world = createStubWorld();
  const origin = await servePage(world);
  const response = await postJson(`${origin}/page/settings/apimart`, { outOfCredit: true, down: 'unavailable' });
  const changed = { rejectKey: false, outOfCredit: true, down: 'unavailable', generationMs: 4000 };
  expect(await response.json()).toStrictEqual(changed);
  const snapshot: unknown = await (await fetch(`${origin}/page/snapshot`)).json();
  const untouched = { rejectKey: false, outOfCredit: false, down: 'no', generationMs: 4000 };
  expect(snapshot).toMatchObject({ settings: { modelslab: untouched, apimart: changed, eachlabs: untouched } });
});

import { once } from 'node:events';
import { createServer } from 'node:http';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { createPretendDiscord } from '#sandbox/discord/pretend-discord.ts';
import { createPage } from '#sandbox/page/page.ts';
import { takeSnapshot } from '#sandbox/page/snapshot.ts';
import { applyEvent } from '#sandbox/page/web/state/apply-event.ts';
import { createPageState } from '#sandbox/page/web/state/page-state.ts';
import { rest } from '#test/sandbox/discord/bower.ts';
import { chromiumPath, launchChromium, NO_CHROMIUM } from '#test/support/chromium.ts';
import { postJson, servePage } from './serve-page.ts';
import { CHANNELS, createStubWorld } from './stub-world.ts';

/** Machines may be slow and shared. */
const SOON = { timeout: 15_000 };

test.each([
  ['outage', { outage: 'hang' }, { to: 'outage', with: ['hang'] }],
  ['channels/301/close', {}, { to: 'closeChannel', with: ['301'] }],
  ['channels/301/open', {}, { to: 'openChannel', with: ['301'] }],
  ['forget-nonces', {}, { to: 'forgetNonces', with: [] }],
  ['expire-tokens', {}, { to: 'expireTokens', with: [] }],
])('POST /page/discord/%s does that to the pretend Discord', async (path, input, call) => {
  const world = createStubWorld();
  const response = await postJson(`${await servePage(world)}/page/discord/${path}`, input);
  expect(response.status).toBe(200);
  expect(world.calls).toStrictEqual([call]);
});

test.each([
  ['outage', { outage: 'a bit' }],
  ['outage', {}],
  ['channels/general/close', {}],
  ['channels/301/explode', {}],
])('what makes no sense is refused: /page/discord/%s %j', async (path, input) => {
  const world = createStubWorld();
  expect((await postJson(`${await servePage(world)}/page/discord/${path}`, input)).status).toBe(400);
  expect(world.calls).toStrictEqual([]);
});

const snapshot = () => takeSnapshot({ ...createStubWorld(), guildName: 'The Bower' });

test('a channel that was shut, one that is new and one that is gone are taken over, and so is an outage', () => {
  const shut = { ...CHANNELS.general, botMayWrite: false };
  const added = { ...CHANNELS.gallery, id: '399', name: 'new' };
  const world = [
    { type: 'channel', channel: shut } as const,
    { type: 'channel', channel: added } as const,
    { type: 'channel_removed', channelId: CHANNELS.afterDark.id } as const,
    { type: 'outage', outage: 'refuses' } as const,
  ].reduce(applyEvent, snapshot());
  expect(world.channels.find(({ id }) => id === shut.id)).toStrictEqual(shut);
  expect(world.channels.map(({ id }) => id)).toContain('399');
  expect(world.channels.map(({ id }) => id)).not.toContain(CHANNELS.afterDark.id);
  expect(world.outage).toBe('refuses');
});

test('who looks at a channel that is deleted finds themselves in another', () => {
  const page = createPageState(snapshot());
  page.openChannel(CHANNELS.gallery.id);
  page.receive({ type: 'channel_removed', channelId: CHANNELS.gallery.id });
  expect(page.channel.value.id).toBe(CHANNELS.general.id);
});

const inBrowser = test.skipIf(chromiumPath === undefined);
const title = (guarantee: string) => (chromiumPath === undefined ? `${guarantee} (${NO_CHROMIUM})` : guarantee);

/** The page on a screen of this size, before a real pretend Discord without a bot. */
async function openPage(width: number, height: number) {
  const app = express();
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  const origin = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : bound}`;
  const discord = createPretendDiscord({ server, app, baseUrl: () => origin });
  app.use(await createPage({ discord, services: createStubWorld().services, guildName: 'The Bower' }));
  onTestFinished(() => {
    discord.close();
    server.closeAllConnections();
    server.close();
  });
  const browser = await launchChromium();
  if (!browser) throw new Error(NO_CHROMIUM);
  const page = await browser.newPage({ viewport: { width, height } });
  await page.goto(origin);
  return { page, discord };
}

inBrowser(title('the panel shuts the bot out, takes Discord down, and says so'), async () => {
  const { page, discord } = await openPage(1280, 800);
  await page.getByTestId('service-discord').click();
  await page.getByTestId('close-channel').click();
  await expect.poll(() => discord.channels.general.botMayWrite, SOON).toBe(false);
  await page.getByTestId('close-channel').click();
  await expect.poll(() => discord.channels.general.botMayWrite, SOON).toBe(true);
  await page.getByTestId('discord-outage').selectOption('unavailable');
  await expect.poll(() => discord.outageNow(), SOON).toBe('unavailable');
  await expect.poll(() => page.getByTestId('bot-status').textContent(), SOON).toContain('Discord is down');
  await page.getByTestId('discord-outage').selectOption('no');
  await expect.poll(() => discord.outageNow(), SOON).toBe('no');
});

inBrowser(
  title('a nonce can be forgotten from the panel, and a direct message is marked and read by whom it is for'),
  async () => {
    const { page, discord } = await openPage(1280, 800);
    const dm = discord.dmOf(discord.people.ada.id);
    const post = (content: string) =>
      rest(discord, 'POST', `/channels/${dm.id}/messages`, { content, nonce: 'n', enforce_nonce: true });
    await post('first');
    await page.getByTestId('service-discord').click();
    await page.getByTestId('forget-nonces').click();
    await expect.poll(async () => (await post('second')).body.content, SOON).toBe('second');
    await expect.poll(() => page.getByTestId('channel-dm').getAttribute('data-unread'), SOON).toBe('true');
    await page.getByTestId('channel-dm').click();
    await expect.poll(() => page.getByTestId('message').count(), SOON).toBe(2);
    await page.getByTestId('speak-as-bruno').click();
    await expect.poll(() => page.getByTestId('message').count(), SOON).toBe(0);
  },
);

inBrowser(
  title('on a phone the chat has the screen, and channels and panel come when they are asked for'),
  async () => {
    const { page, discord } = await openPage(390, 844);
    const content = 'What Bowerbird wrote';
    await rest(discord, 'POST', `/channels/${discord.dmOf(discord.people.ada.id).id}/messages`, { content });
    expect(await page.getByTestId('providers').count()).toBe(0);
    const fits = () => page.evaluate('document.documentElement.scrollWidth <= innerWidth');
    expect(await fits()).toBe(true);
    await page.getByTestId('channels-toggle').click();
    await page.getByTestId('channel-dm').click();
    await expect.poll(() => page.getByTestId('message').textContent(), SOON).toContain(content);
    await expect.poll(() => page.getByTestId('channel-dm').isVisible(), SOON).toBe(false);
    await page.getByTestId('panel-toggle').click();
    await page.getByTestId('service-discord').click();
    expect(await page.getByTestId('close-channel').isVisible()).toBe(true);
    expect(await fits()).toBe(true);
    expect(await page.getByTestId('speak-as').isVisible()).toBe(false);
  },
);

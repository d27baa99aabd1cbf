import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Attachment } from 'discord.js';
import { AttachmentBuilder, Client, ApplicationCommandOptionType as Option } from 'discord.js';
import express from 'express';
import type { Locator, Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { createPretendDiscord } from '#sandbox/discord/pretend-discord.ts';
import { makeFilm } from '#sandbox/media/film.ts';
import { buildBower } from '#sandbox/media/mesh.ts';
import { writeMesh } from '#sandbox/media/mesh-files.ts';
import { drawAs } from '#sandbox/media/picture.ts';
import { makeSound } from '#sandbox/media/sound.ts';
import { createPage } from '#sandbox/page/page.ts';
import { chromiumPath, launchChromium, NO_CHROMIUM } from '#test/support/chromium.ts';
import { createStubWorld } from './stub-world.ts';

const inBrowser = test.skipIf(chromiumPath === undefined);
const title = (guarantee: string) => (chromiumPath === undefined ? `${guarantee} (${NO_CHROMIUM})` : guarantee);

const PICTURE = { prompt: 'a bower by the sea', seed: 4, width: 320, height: 180 } as const;
const film = () => makeFilm({ ...PICTURE, seconds: 2 });
const song = () => makeSound({ kind: 'music', text: 'a song', seed: 1, seconds: 2 }, 'mp3');

const file = (name: string, required = false) =>
  ({ name, description: `The ${name}`, type: Option.Attachment, required }) as const;

/** The page, a bot that answers /go with these files, and what it was given. */
async function openPage(answer: readonly AttachmentBuilder[]) {
  const app = express();
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  const origin = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : bound}`;
  const discord = createPretendDiscord({ server, app, baseUrl: () => origin });
  app.use(await createPage({ discord, services: createStubWorld().services, guildName: 'The Bower' }));
  const client = new Client({ intents: [], rest: { api: discord.apiUrl } });
  onTestFinished(async () => {
    await client.destroy();
    discord.close();
    server.closeAllConnections();
    server.close();
  });
  const given = Promise.withResolvers<readonly (Attachment | null)[]>();
  client.on('interactionCreate', async (i) => {
    if (!i.isChatInputCommand()) return;
    given.resolve(['picture', 'voice', 'film'].map((name) => i.options.getAttachment(name)));
    await i.reply({ files: [...answer] });
  });
  await client.login(discord.token);
  await discord.waitUntilOnline();
  const options = [file('picture', true), file('voice'), file('film')];
  await client.application?.commands.set([{ name: 'go', description: 'Goes', options }]);
  const browser = await launchChromium();
  if (!browser) throw new Error(NO_CHROMIUM);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
  await page.goto(origin);
  await page.getByTestId('composer').click();
  await page.keyboard.type('/go');
  await page.getByTestId('command-go').click();
  return { page, discord, complaints, given: given.promise };
}

const chosen = async (name: string, type: string, bytes: Uint8Array) => ({
  name,
  mimeType: type,
  buffer: Buffer.from(bytes),
});

/** What the test needs of a player in the page. */
type Player = { muted: boolean; readonly paused: boolean; readonly play: () => Promise<void> };

// What runs in the page is text: the types of the page's world are no part of this program.
const MAKE_TRANSFER = `(files) => {
  const transfer = new DataTransfer();
  for (const { name, mimeType, base64 } of files) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    transfer.items.add(new File([bytes], name, { type: mimeType }));
  }
  return transfer;
}`;

/** Drops files on the form, as a person drags them out of a folder. */
async function drop(page: Page, files: readonly { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
  const plain = files.map(({ name, mimeType, buffer }) => ({ name, mimeType, base64: buffer.toString('base64') }));
  const dataTransfer = await page.evaluateHandle(`(${MAKE_TRANSFER})(${JSON.stringify(plain)})`);
  await page.getByTestId('command-form').dispatchEvent('drop', { dataTransfer });
}

/** Machines may be slow and shared, and decoding takes its time. */
const soon = (look: () => Promise<number>) => expect.poll(look, { timeout: 15_000 });

/** A property of an element of the page, as it is now. */
async function property(element: Locator, name: string): Promise<number> {
  const handle = await element.elementHandle();
  return Number(await (await handle?.getProperty(name))?.jsonValue());
}

inBrowser(title('a film plays, a song plays, a model is there to be downloaded'), async () => {
  const files = [
    new AttachmentBuilder(Buffer.from(await film()), { name: 'film.mp4' }),
    new AttachmentBuilder(Buffer.from(await song()), { name: 'song.mp3' }),
    new AttachmentBuilder(Buffer.from(writeMesh(buildBower('a bower', 1), 'glb')), { name: 'bower.glb' }),
    new AttachmentBuilder(Buffer.from(await drawAs(PICTURE, 'webp')), { name: 'bower.webp' }),
  ];
  const { page, complaints } = await openPage(files);
  await page
    .getByTestId('option-picture')
    .setInputFiles(await chosen('a.png', 'image/png', await drawAs(PICTURE, 'png')));
  await page.getByText('a.png').waitFor();
  await page.getByTestId('command-send').click();

  const video = page.getByTestId('attachment-video');
  await video.waitFor();
  await soon(() => property(video, 'readyState')).toBeGreaterThanOrEqual(2);
  expect(await property(video, 'duration')).toBeCloseTo(2, 1);
  const isPaused = await video.evaluate(async (player: Player) => {
    player.muted = true;
    await player.play();
    return player.paused;
  });
  expect(isPaused).toBe(false);
  await soon(() => property(video, 'currentTime')).toBeGreaterThan(0.1);
  const sound = page.getByTestId('attachment-audio');
  await soon(() => property(sound, 'duration')).toBeGreaterThan(1.9);
  const card = page.getByTestId('attachment-file').filter({ hasText: 'bower.glb' });
  expect(await card.getByLabel('Download bower.glb').getAttribute('download')).toBe('bower.glb');
  const picture = page.getByTestId('attachment-image');
  await soon(() => property(picture, 'naturalWidth')).toBe(320);
  expect(complaints).toStrictEqual([]);
});

inBrowser(
  title('files dropped on the form find the options that are made for them, and reach the bot whole'),
  async () => {
    const { page, discord, given, complaints } = await openPage([
      new AttachmentBuilder(Buffer.from('ok'), { name: 'ok.txt' }),
    ]);
    const [movie, voice, picture] = [await film(), await song(), await drawAs(PICTURE, 'png')];
    await drop(page, [
      await chosen('film.mp4', 'video/mp4', movie),
      await chosen('voice.mp3', 'audio/mpeg', voice),
      await chosen('picture.png', 'image/png', picture),
    ]);
    for (const name of ['film.mp4', 'voice.mp3', 'picture.png']) await page.getByText(name).waitFor();
    await drop(page, [await chosen('more.png', 'image/png', picture)]);
    await page.getByTestId('composer-notice').filter({ hasText: 'no place for more.png' }).waitFor();
    await page.getByTestId('command-send').click();
    const seen = await given;
    expect(seen.map((each) => [each?.name, each?.contentType])).toStrictEqual([
      ['picture.png', 'image/png'],
      ['voice.mp3', 'audio/mpeg'],
      ['film.mp4', 'video/mp4'],
    ]);
    expect(seen.map((each) => each?.size)).toStrictEqual([picture.byteLength, voice.byteLength, movie.byteLength]);
    expect(Buffer.from(discord.attachment(seen[2]?.url ?? '') ?? []).equals(Buffer.from(movie))).toBe(true);
    await page.getByTestId('attachment-file').filter({ hasText: 'ok.txt' }).waitFor();
    expect(complaints).toStrictEqual([]);
  },
);

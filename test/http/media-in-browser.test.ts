import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { createStage } from '#test/http/stage.ts';
import { chromiumPath, launchChromium, NO_CHROMIUM } from '#test/support/chromium.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const sampleAt = (name: string): string => fileURLToPath(import.meta.resolve(`#test/fixtures/media/${name}`));

/** The address of a file that is served under any type one likes. */
async function serve(path: string, mediaType: string): Promise<string> {
  const stage = await createStage({ mediaFiles: { open: () => ({ path, mediaType, name: 'a' }) } });
  return `http://127.0.0.1:${stage.port}/media/x`;
}

async function openTab(): Promise<Page> {
  const browser = await launchChromium();
  if (!browser) throw new Error(NO_CHROMIUM);
  return browser.newPage();
}

const title = chromiumPath === undefined ? `alone in a browser’s tab (${NO_CHROMIUM})` : 'alone in a browser’s tab';

describe.skipIf(chromiumPath === undefined)(title, () => {
  it('a picture is seen', async () => {
    const page = await openTab();
    await page.goto(await serve(sampleAt('still.jpg'), 'image/jpeg'));
    expect(await page.evaluate("document.querySelector('img').naturalWidth")).toBe(40);
  });

  it.each([
    ['film.webm', 'video/webm'],
    ['tone.ogg', 'audio/ogg'],
  ])('%s plays', async (name, mediaType) => {
    const page = await openTab();
    await page.goto(await serve(sampleAt(name), mediaType));
    await page.waitForFunction("document.querySelector('video, audio').readyState >= 1");
    expect(await page.evaluate("document.querySelector('video, audio').duration")).toBeGreaterThan(1);
  });

  it('a page that calls itself a picture is not run', async () => {
    const path = join(await tempDir(), 'a.png');
    await writeFile(path, '<!doctype html><script>document.title = "run"</script>');
    const page = await openTab();
    await page.goto(await serve(path, 'image/png'));
    expect(await page.title()).not.toBe('run');
    expect(await page.locator('script').count()).toBe(0);
  });

  it.each(['text/html', 'image/svg+xml'])('%s is saved, not shown', async (mediaType) => {
    const path = join(await tempDir(), 'a');
    const text = '<svg xmlns="http://www.w3.org/2000/svg"><script>document.title = "run"</script></svg>';
    await writeFile(path, text);
    const page = await openTab();
    const saved = page.waitForEvent('download');
    await expect(page.goto(await serve(path, mediaType))).rejects.toThrow();
    expect(await readFile(await (await saved).path(), 'utf8')).toBe(text);
    expect(page.url()).toBe('about:blank');
  });
});

import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { onTestFinished } from 'vitest';

/** Where Debian, Ubuntu, Fedora, Google's packages and macOS put it. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

// No sandbox, because containers run as root; the rest keeps the browser from talking to anybody by itself.
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser of this machine; undefined where there is none, so that a test can skip itself and say so. */
export const chromiumPath: string | undefined = PLACES.find((place) => existsSync(place));

/** For `test.skipIf(...)`'s title or a `context.skip(...)`. */
export const NO_CHROMIUM = 'needs Chromium: none found in the usual places';

/** A headless browser, closed when the running test has finished. Undefined where the machine has none. */
export async function launchChromium(): Promise<Browser | undefined> {
  if (chromiumPath === undefined) return undefined;
  const browser = await chromium.launch({ executablePath: chromiumPath, headless: true, args: ARGS });
  onTestFinished(() => browser.close());
  return browser;
}

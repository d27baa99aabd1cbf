import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { chromiumPath, launchChromium, NO_CHROMIUM } from '#test/support/chromium.ts';
import { isTheServicesFile } from '#test/support/member.ts';
import { startSandbox } from '#test/support/sandbox.ts';

const inBrowser = test.skipIf(chromiumPath === undefined);
const title = (guarantee: string) => (chromiumPath === undefined ? `${guarantee} (${NO_CHROMIUM})` : guarantee);

/** The chat page, as a stranger finds it, and what it complained of. */
async function openPage(): Promise<{ sandbox: Sandbox; page: Page; complaints: string[] }> {
  const sandbox = await startSandbox({ page: true, modelslab: { generationMs: 1_500 } });
  const browser = await launchChromium();
  if (!browser) throw new Error(NO_CHROMIUM);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
  await page.goto(sandbox.address);
  return { sandbox, page, complaints };
}

/** Of the picture as the browser decoded it, in pixels; 0 until it has. */
async function widthOf(picture: Locator): Promise<unknown> {
  const handle = await picture.elementHandle();
  return (await handle?.getProperty('naturalWidth'))?.jsonValue();
}

async function imagine(page: Page, prompt: string): Promise<void> {
  await page.getByTestId('composer').click();
  await page.keyboard.type('/imagine');
  await page.getByTestId('command-imagine').click();
  await page.getByTestId('option-prompt').fill(prompt);
  await page.keyboard.press('Enter');
}

inBrowser(
  title('a stranger types /imagine and sees the card, then the very picture that the service made'),
  async () => {
    const { sandbox, page, complaints } = await openPage();
    await imagine(page, 'a bower by the sea');
    await page.getByTestId('embed').getByText('a bower by the sea').waitFor();

    const picture = page.getByTestId('attachment-image');
    await picture.waitFor();
    await expect.poll(() => widthOf(picture)).toBe(1024);
    const [output] = sandbox.modelslab.outputs(sandbox.modelslab.jobs()[0]?.id ?? '');
    expect(isTheServicesFile(sandbox, (await picture.getAttribute('src')) ?? '', output ?? '')).toBe(true);
    await page.getByTestId('message').filter({ hasText: '@Ada your image is ready' }).waitFor();
    expect(complaints).toEqual([]);
  },
);

inBrowser(title('the panel makes a job fail, and Retry in the chat brings the picture after all'), async () => {
  const { page } = await openPage();
  await imagine(page, 'try, try again');
  await page.getByTestId('job-fail').click();
  await page.getByRole('button', { name: 'Retry' }).click();
  await page.getByTestId('attachment-image').waitFor();
});

inBrowser(
  title('a callback that the panel loses is made up for by asking, one that it doubles changes nothing'),
  async () => {
    const { page } = await openPage();
    await imagine(page, 'lost and found');
    await page.getByTestId('job-lose-callback').click();
    await page.getByTestId('attachment-image').waitFor();

    await imagine(page, 'told twice');
    await page.getByTestId('job-call-back-twice').click();
    await page.getByTestId('attachment-image').nth(1).waitFor();
    await page.getByTestId('job-card').filter({ hasText: 'told twice' }).getByText('200').nth(1).waitFor();
    expect(await page.getByTestId('attachment-image').count()).toBe(2);
  },
);

inBrowser(title('where the bot may not write, the member alone reads why'), async () => {
  const { page } = await openPage();
  await page.getByTestId('channel-read-only').click();
  await imagine(page, 'not here');
  await page.getByTestId('message').filter({ hasText: 'Send Messages' }).waitFor();
  await page.getByTestId('ephemeral-note').waitFor();
  await page.getByTestId('speak-as-bruno').click();
  expect(await page.getByTestId('message').count()).toBe(0);
});

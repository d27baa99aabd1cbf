import { onTestFinished } from 'vitest';
import type { Sandbox, SandboxOptions } from '#sandbox/sandbox.ts';
import { createSandbox } from '#sandbox/sandbox.ts';

const GENERATION_MS = 150; // long enough for the status card to come first

/**
 * The pretend world with the real bot online in it, taken down when the running test has finished. Without the chat
 * page, and with quick generations, unless told otherwise. With `startBot: false` the bot is the test's to start.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const services = {
    modelslab: { generationMs: GENERATION_MS, ...options.modelslab },
    apimart: { generationMs: GENERATION_MS, ...options.apimart },
    eachlabs: { generationMs: GENERATION_MS, ...options.eachlabs },
  };
  const sandbox = await createSandbox({ page: false, ...options, ...services });
  onTestFinished(() => sandbox.close());
  if (options.startBot ?? true) await sandbox.ready();
  return sandbox;
}

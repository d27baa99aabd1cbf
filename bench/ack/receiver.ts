import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type ReceiverName = 'bare-express' | 'one-transaction' | 'bowerbird';

export type Receiver = { readonly port: number; readonly stop: () => Promise<void> };

/**
 * Starts one of the receivers of this folder in a process of its own, over the files in `dir`. `env` is added to what
 * this process has. What it logs goes into a file, so that reading it costs the generator nothing.
 */
export async function startReceiver(
  name: ReceiverName,
  dir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Receiver> {
  const entry = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  const assignments = Object.entries(env).map(([variable, value]) => `${variable}=${value}`);
  const log = openSync(join(dir, `${name}.log`), 'w');
  const child = spawn('env', [...assignments, process.execPath, entry, dir], {
    stdio: ['ignore', log, 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit').then(() => Promise.reject(new Error(`${name} did not start`)));
  const [{ port }] = (await Promise.race([once(child, 'message'), gone])) as [{ port: number }];
  gone.catch(() => undefined);
  return {
    port,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

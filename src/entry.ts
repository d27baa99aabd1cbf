import type { Config } from '#config/config.ts';
import { formatFaults } from '#config/fault.ts';
import { loadConfig } from '#config/load-config.ts';
import { readEnvironment } from '#config/read-environment.ts';
import { TokenRefusedError } from '#discord/token-refused.ts';
import { DatabaseOpenError } from '#storage/open-error.ts';

/** sysexits.h: something in the configuration must be mended by a person. */
const EX_CONFIG = 78;

/** Runs an entry with the checked configuration. What a person can mend is told in words, anything else is thrown on. */
export async function enter(run: (config: Config) => Promise<void>): Promise<void> {
  const loaded = loadConfig(readEnvironment());
  if (!loaded.ok) return leave(formatFaults(loaded.faults), EX_CONFIG);
  try {
    await run(loaded.config);
  } catch (error) {
    if (error instanceof TokenRefusedError) return leave(TOKEN_REFUSED, EX_CONFIG);
    if (error instanceof DatabaseOpenError) return leave(`${error.message}\n`, 1);
    throw error;
  }
}

const TOKEN_REFUSED = `Bowerbird cannot start: Discord refused DISCORD_TOKEN.

  Copy it again from the Developer Portal: your application, Bot, Reset Token.
`;

function leave(text: string, code: number): void {
  process.stderr.write(text);
  process.exitCode = code;
}

import type { RESTGetCurrentApplicationResult, RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js';
import { DiscordAPIError, REST, Routes } from 'discord.js';
import { makeRequest } from './make-request.ts';
import type { Registration } from './register.ts';
import { registerCommands } from './register.ts';
import { TokenRefusedError } from './token-refused.ts';

type Options = {
  readonly token: string;
  readonly apiUrl: string;
  readonly guildId: string | undefined;
  readonly commands: readonly RESTPostAPIChatInputApplicationCommandsJSONBody[];
};

/**
 * Registers the commands without going online.
 * @throws TokenRefusedError
 */
export async function registerOnce({ token, apiUrl, guildId, commands }: Options): Promise<Registration> {
  const rest = new REST({ api: apiUrl, version: '10', makeRequest }).setToken(token);
  try {
    const application = (await rest.get(Routes.currentApplication())) as RESTGetCurrentApplicationResult;
    return await registerCommands({ rest, applicationId: application.id, guildId, commands });
  } catch (error) {
    if (!(error instanceof DiscordAPIError) || error.status !== 401) throw error;
    throw new TokenRefusedError('Discord refused DISCORD_TOKEN.', { cause: error });
  }
}

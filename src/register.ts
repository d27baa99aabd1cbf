import { COMMANDS } from '#commands/index.ts';
import { registerOnce } from '#discord/register-once.ts';
import { enter } from './entry.ts';

await enter(async ({ discord: { token, apiUrl, guildId } }) => {
  const commands = COMMANDS.map(({ data }) => data);
  const { created, updated, deleted, unchanged } = await registerOnce({ token, apiUrl, guildId, commands });
  const say = (what: string, names: readonly string[]) => `${what}: ${names.join(', ') || 'none'}`;
  const lines = [say('created', created), say('updated', updated), say('deleted', deleted), `unchanged: ${unchanged}`];
  process.stdout.write(`${lines.join('\n')}\n`);
});

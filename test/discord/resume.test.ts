import type { Interaction } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { createConnection } from '#discord/connection.ts';
import { createRecordingLogger } from '#test/jobs/support/recording-logger.ts';
import { createTime, inGeneral } from '#test/sandbox/discord/bower.ts';
import { pretendDiscord } from './support/pretend.ts';

test.each(['close', 'reconnect'] as const)(
  'what was asked while the gateway was away (%s) is taken once, when it is back',
  async (how) => {
    const discord = await pretendDiscord();
    const logger = createRecordingLogger();
    const taken: string[] = [];
    const connection = createConnection({
      token: discord.token,
      apiUrl: discord.apiUrl,
      lost: () => undefined,
      clock: createTime().clock,
      logger,
    });
    onTestFinished(connection.close);
    const dispatch = async (interaction: Interaction) => {
      taken.push(interaction.id);
      if (interaction.isChatInputCommand()) await interaction.reply('here');
    };
    const commands = [{ name: 'imagine', description: 'Makes an image' }];
    await connection.goOnline({ dispatch, commands, guildId: undefined });

    discord.dropGateway(how);
    const answer = await discord.runCommand({ ...inGeneral(discord), command: 'imagine', options: [] });
    await logger.untilLines('gateway resumed');
    expect(answer).toMatchObject({ answer: 'message' });
    expect(taken).toHaveLength(1);
    expect(discord.messages(discord.channels.general.id)).toHaveLength(1);
  },
);

import { onTestFinished } from 'vitest';
import { COMMANDS } from '#commands/index.ts';
import { createConnection } from '#discord/connection.ts';
import { createDispatch } from '#discord/dispatch.ts';
import { createMessenger } from '#discord/messenger.ts';
import type { Job } from '#domain/job.ts';
import { BUTTONS } from '#interactions/buttons.ts';
import type { Desk } from '#interactions/desk.ts';
import type { Answer } from '#sandbox/discord/people.ts';
import type { OptionInput, Person } from '#sandbox/page/protocol.ts';
import { systemClock } from '#src/system-clock.ts';
import { pretendDiscord, restTo } from '#test/discord/support/pretend.ts';
import { createStage } from '#test/jobs/support/stage.ts';
import { createHappenings } from '#test/jobs/support/until.ts';

/** Where somebody does something; in general as Ada unless told otherwise. */
type Where = { readonly as?: Person; readonly channelId?: string };

/**
 * The bot without its process: the real rooms over a real database, online at a pretend Discord. The worker does not run;
 * a test takes its steps by hand (`steps.ts` of the jobs), so nothing happens between two lines.
 */
export async function startBower(changes: (desk: Desk) => Partial<Desk> = () => ({})) {
  const discord = await pretendDiscord();
  const happenings = createHappenings();
  let cardsUp = 0;
  let handled = 0;
  const media = { locate: ({ path }: { path: string }) => path };
  const logger = { debug: noop, info: noop, warn: noop, error: noop };
  const messenger = createMessenger({ rest: restTo(discord), media, clock: systemClock, logger });
  const stage = await createStage({ messenger });
  const bot = stage.bot();
  const standard: Desk = {
    ...bot,
    messenger,
    imageProvider: stage.provider,
    ids: stage.ids,
    cardIsUp: () => {
      cardsUp += 1;
      happenings.changed();
    },
    logger: stage.logger,
  };
  const desk = { ...standard, ...changes(standard) };
  const dispatch = createDispatch({ commands: COMMANDS, buttons: BUTTONS, desk, logger: stage.logger });
  const { token, apiUrl, people, channels, guild } = discord;
  const connection = createConnection({ token, apiUrl, lost: noop, clock: stage.clock, logger });
  onTestFinished(connection.close);
  await connection.goOnline({
    dispatch: async (interaction) => {
      await dispatch(interaction);
      handled += 1;
      happenings.changed();
    },
    commands: COMMANDS.map(({ data }) => data),
    guildId: undefined,
  });

  /** Both the answer is there and the bot is done with the interaction. */
  const answered = async (asking: Promise<Answer>): Promise<Answer> => {
    const before = handled;
    const answer = await asking;
    await happenings.until(() => handled > before);
    return answer;
  };

  const place = ({ as = people.ada, channelId = channels.general.id }: Where) => ({ personId: as.id, channelId });
  return {
    discord,
    stage,
    bot,
    run: (command: string, options: Readonly<Record<string, OptionInput['value']>> = {}, where: Where = {}) =>
      answered(
        discord.runCommand({
          ...place(where),
          command,
          options: Object.entries(options).map(([name, value]) => ({ name, value })),
        }),
      ),
    suggest: (command: string, focused: string, typed: string, where: Where = {}) =>
      discord.autocomplete({ ...place(where), command, focused, options: [{ name: focused, value: typed }] }),
    press: (messageId: string, customId: string, where: Where = {}) =>
      answered(discord.press({ ...place(where), messageId, customId })),
    /** Newest first. */
    jobsOf: (person: Person, where: 'server' | 'direct' = 'server'): Promise<readonly Job[]> => {
      const guildId = where === 'server' ? guild.id : undefined;
      return bot.jobs.listByMember({ userId: person.id, guildId, limit: 100 });
    },
    /** Resolves when so many cards are up and noted. */
    untilCardsUp: (count: number) => happenings.until(() => cardsUp >= count),
  };
}

export type Bower = Awaited<ReturnType<typeof startBower>>;

function noop(): void {}

/** The message that an answer is. */
export function messageOf(answer: Answer) {
  if (answer.answer !== 'message') throw new Error(`not a message: ${answer.answer}`);
  return answer.message;
}

/** The words that only the asker sees. */
export function refusalOf(answer: Answer): string {
  if (answer.answer !== 'message' || !answer.ephemeral) throw new Error(`not a refusal: ${answer.answer}`);
  return answer.message.content;
}

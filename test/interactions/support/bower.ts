import { onTestFinished } from 'vitest';
import { createCatalogue } from '#catalogue/catalogue.ts';
import { COMMANDS } from '#commands/index.ts';
import { createConnection } from '#discord/connection.ts';
import { createDispatch } from '#discord/dispatch.ts';
import { createMessenger } from '#discord/messenger.ts';
import type { Job } from '#domain/job.ts';
import { BUTTONS } from '#interactions/buttons.ts';
import type { Desk } from '#interactions/desk.ts';
import type { Answer } from '#sandbox/discord/people.ts';
import type { MessageView, OptionInput, Person } from '#sandbox/page/protocol.ts';
import { systemClock } from '#src/system-clock.ts';
import { createCatalogueStore } from '#storage/catalogue-store.ts';
import { pretendDiscord, restTo } from '#test/discord/support/pretend.ts';
import { createScriptedMedia } from '#test/jobs/support/scripted-media.ts';
import { createStage } from '#test/jobs/support/stage.ts';
import { createHappenings } from '#test/jobs/support/until.ts';
import { MODELS } from './models.ts';

type Values = Readonly<Record<string, OptionInput['value']>>;

const inputsOf = (values: Values): readonly OptionInput[] =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

/** Where somebody does something; in general as Ada unless told otherwise. */
type Where = { readonly as?: Person; readonly channelId?: string };

/**
 * The bot without its process: the real rooms over a real database, online at a pretend Discord. The worker does not run;
 * a test takes its steps by hand (`steps.ts` of the jobs), so nothing happens between two lines.
 */
export async function startBower(
  changes: (desk: Desk) => Partial<Desk> = () => ({}),
  /** `shownToAll`: as if the server's owner had opened every command to every member. */
  { shownToAll = false } = {},
) {
  const discord = await pretendDiscord();
  const happenings = createHappenings();
  let cardsUp = 0;
  let handled = 0;
  const media = { ...createScriptedMedia(), locate: ({ path }: { path: string }) => path };
  const logger = { debug: noop, info: noop, warn: noop, error: noop };
  const rest = restTo(discord);
  const messenger = createMessenger({ rest, answers: rest, media, clock: systemClock, logger });
  const stage = await createStage({ messenger, models: MODELS });
  const bot = stage.bot();
  const store = createCatalogueStore({ database: bot.database });
  const catalogue = createCatalogue({ ...stage, store, random: () => 0.5 });
  onTestFinished(catalogue.stop);
  await catalogue.start();
  const standard: Desk = {
    ...bot,
    messenger,
    catalogue,
    media: stage.media,
    providers: stage.providers,
    ids: stage.ids,
    workflowWebhookUrl: ({ provider, name }) => `https://bot.test/webhooks/${provider}/workflows/${name}.token`,
    cardIsUp: () => {
      cardsUp += 1;
      happenings.changed();
    },
    logger: stage.logger,
  };
  const desk = { ...standard, ...changes(standard) };
  const dispatch = createDispatch({ commands: COMMANDS, buttons: BUTTONS, desk, logger: stage.logger });
  const { token, apiUrl, people, channels, guild } = discord;
  const connection = createConnection({ token, apiUrl, lost: noop, clock: systemClock, logger });
  onTestFinished(connection.close);
  await connection.goOnline({
    dispatch: async (interaction) => {
      await dispatch(interaction);
      handled += 1;
      happenings.changed();
    },
    commands: COMMANDS.map(({ data }) => (shownToAll ? { ...data, default_member_permissions: null } : data)),
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
    run: (command: string, options: Values = {}, where: Where = {}) =>
      answered(discord.runCommand({ ...place(where), command, options: inputsOf(options) })),
    /** What everybody sees in a channel, oldest first. */
    publicMessages: (channelId = channels.general.id): readonly MessageView[] =>
      discord.messages(channelId).filter(({ visibleTo }) => visibleTo === undefined),
    /** What a channel has shown to Ada alone, oldest first. */
    whispers: (channelId = channels.general.id): readonly string[] =>
      discord
        .messages(channelId)
        .filter(({ visibleTo }) => visibleTo === people.ada.id)
        .map(({ content }) => content),
    /** What is suggested for an option while it is typed, after others were filled in. */
    suggest: (command: string, focused: string, typed: string, where: Where & { readonly beside?: Values } = {}) =>
      discord.autocomplete({
        ...place(where),
        command,
        focused,
        options: [...inputsOf(where.beside ?? {}), { name: focused, value: typed }],
      }),
    /** The value of an attachment option: a file that is uploaded with the command. */
    file: (name: string, contentType: string, size = 100): string =>
      discord.upload({ name, contentType, bytes: new Uint8Array(size) }).id,
    press: (messageId: string, customId: string, where: Where = {}) =>
      answered(discord.press({ ...place(where), messageId, customId })),
    /** Newest first. */
    jobsOf: (person: Person, where: 'server' | 'direct' = 'server'): Promise<readonly Job[]> => {
      const guildId = where === 'server' ? guild.id : undefined;
      return bot.jobs.listByMember({ userId: person.id, guildId, limit: 100 });
    },
    /** Resolves when the bot is done with so many interactions, suggestions included. */
    untilHandled: (count: number) => happenings.until(() => handled >= count),
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

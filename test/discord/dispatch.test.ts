import { ButtonStyle, ComponentType, ApplicationCommandOptionType as Option } from 'discord.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Command, PressButton } from '#discord/command.ts';
import { customId } from '#discord/custom-id.ts';
import { createDispatch } from '#discord/dispatch.ts';
import { createRecordingLogger } from '#test/jobs/support/recording-logger.ts';
import { createHappenings } from '#test/jobs/support/until.ts';
import { inGeneral, register, startBot } from '#test/sandbox/discord/bower.ts';
import { JOB_ID } from './support/jobs.ts';
import { pretendDiscord } from './support/pretend.ts';

type Desk = { readonly say: string };

const WORD = { type: Option.String, name: 'word', description: 'A word', autocomplete: true } as const;
const GONE = { name: 'gone', description: 'Was taken out of the bot' };

/** A command `do` with these parts. */
const commandOf = (parts: Partial<Command<Desk>>): Command<Desk> => ({
  data: { name: 'do', description: 'Does', options: [WORD] },
  execute: async () => undefined,
  ...parts,
});

async function stage(parts: Partial<Command<Desk>>, button: PressButton<Desk> = async () => undefined) {
  const discord = await pretendDiscord({ scale: { interactionAnswerMs: 500 } });
  const logger = createRecordingLogger();
  const command = commandOf(parts);
  const buttons = { cancel: button, retry: button };
  const dispatch = createDispatch({ commands: [command], buttons, desk: { say: 'hello' }, logger });
  const happenings = createHappenings();
  let handled = 0;
  const bot = await startBot(discord, async (interaction) => {
    await dispatch(interaction);
    handled += 1;
    happenings.changed();
  });
  /** Both the answer is there and the bot has come to rest. */
  const answered = async <T>(asking: Promise<T>): Promise<T> => {
    const before = handled;
    const answer = await asking;
    await happenings.until(() => handled > before);
    return answer;
  };
  onTestFinished(() => bot[Symbol.asyncDispose]());
  await register(bot.client, [command.data, GONE]);
  const asked = inGeneral(discord);
  return {
    discord,
    faults: bot.faults,
    run: (name = 'do') => answered(discord.runCommand({ ...asked, command: name, options: [] })),
    suggest: () => answered(discord.autocomplete({ ...asked, command: 'do', options: [], focused: 'word' })),
    press: (messageId: string, id: string) => answered(discord.press({ ...asked, messageId, customId: id })),
    messages: () => discord.messages(asked.channelId),
    lines: logger.lines,
    errors: () => logger.lines.filter(({ level }) => level === 'error'),
  };
}

const broken = () => Promise.reject(new Error('a bug'));

const APOLOGY = { answer: 'message', ephemeral: true, message: { content: expect.stringContaining('went wrong') } };

describe('a command', () => {
  test('gets what it may ask the bot for', async () => {
    const { run } = await stage({ execute: async (interaction, { say }) => void (await interaction.reply(say)) });
    expect(await run()).toMatchObject({ message: { content: 'hello' }, ephemeral: false });
  });

  test('whose error nobody expected ends in one apology to the asker alone, and in the log', async () => {
    const { run, messages, errors, faults } = await stage({ execute: broken });
    expect(await run()).toMatchObject(APOLOGY);
    expect(messages()).toHaveLength(1);
    expect(errors()).toMatchObject([{ message: 'interaction failed', fields: { command: 'do' } }]);
    expect(faults).toStrictEqual([]);
  });

  test('that fails after its answer says no more', async () => {
    const { run, messages, lines } = await stage({
      execute: async (interaction) => {
        await interaction.reply('done');
        await broken();
      },
    });
    expect(await run()).toMatchObject({ message: { content: 'done' } });
    expect(messages()).toHaveLength(1);
    expect(lines.map(({ message }) => message)).toStrictEqual(['interaction failed']);
  });

  test('that fails where not even the apology goes through harms nobody', async () => {
    const { discord, run, faults, errors } = await stage({ execute: broken });
    discord.inject({ method: 'POST', path: /\/callback$/, fault: 'status', status: 404, code: 10062, times: 1 });
    expect(await run()).toStrictEqual({ answer: 'none' });
    expect(errors()).toHaveLength(1);
    expect(faults).toStrictEqual([]);
  });

  test('that fails after «thinking…» takes it back and says so to the asker alone', async () => {
    const { discord, run, messages, errors, faults } = await stage({
      execute: async (interaction) => {
        await interaction.deferReply();
        await broken();
      },
    });
    expect(await run()).toMatchObject({ answer: 'deferred' });
    expect(messages()).toMatchObject([
      { visibleTo: discord.people.ada.id, content: expect.stringContaining('went wrong') },
    ]);
    expect(errors()).toHaveLength(1);
    expect(faults).toStrictEqual([]);
  });

  test('that Discord still lists but the bot no longer has is explained', async () => {
    const { run } = await stage({});
    expect(await run('gone')).toMatchObject({
      ephemeral: true,
      message: { content: expect.stringContaining('This command is gone') },
    });
  });
});

describe('suggestions', () => {
  test('are at most 25, whatever a command offers', async () => {
    const many = Array.from({ length: 40 }, (_, index) => ({ name: `n${index}`, value: `v${index}` }));
    const { suggest } = await stage({ autocomplete: async () => many });
    expect(await suggest()).toStrictEqual({ answer: 'choices', choices: many.slice(0, 25) });
  });

  test('are none where the command has none to offer', async () => {
    const { suggest } = await stage({});
    expect(await suggest()).toStrictEqual({ answer: 'choices', choices: [] });
  });

  test('that fail are told in the log and nowhere else', async () => {
    const { suggest, errors, messages, faults } = await stage({ autocomplete: broken });
    expect(await suggest()).toStrictEqual({ answer: 'none' });
    expect(errors()).toMatchObject([{ fields: { command: 'do' } }]);
    expect(messages()).toHaveLength(0);
    expect(faults).toStrictEqual([]);
  });
});

describe('a button', () => {
  /** A message that carries one button. */
  const carrying = (id: string): Partial<Command<Desk>> => ({
    execute: async (interaction) => {
      const button = { type: ComponentType.Button, style: ButtonStyle.Primary, label: 'Press', customId: id } as const;
      await interaction.reply({ components: [{ type: ComponentType.ActionRow, components: [button] }] });
    },
  });

  async function pressed(id: string, button?: PressButton<Desk>) {
    const it = await stage(carrying(id), button);
    const shown = await it.run();
    if (shown.answer !== 'message') throw new Error('the button was to be shown');
    return { ...it, answer: await it.press(shown.message.id, id) };
  }

  test('of ours leads to what it does, with its job', async () => {
    const { answer } = await pressed(customId('cancel', JOB_ID), async (interaction, jobId) => {
      await interaction.reply(jobId);
    });
    expect(answer).toMatchObject({ message: { content: JOB_ID } });
  });

  test('of a version that is no longer spoken is explained', async () => {
    const { answer } = await pressed('bb0:cancel');
    expect(answer).toMatchObject({
      ephemeral: true,
      message: { content: expect.stringContaining('belongs to an older version') },
    });
  });

  test('whose error comes after the press was acknowledged leaves the message with the button alone', async () => {
    const { messages, errors } = await pressed(customId('retry', JOB_ID), async (interaction) => {
      await interaction.deferUpdate();
      await broken();
    });
    expect(messages()).toMatchObject([{ components: [{ components: [{ label: 'Press' }] }] }]);
    expect(errors()).toHaveLength(1);
  });

  test('whose error nobody expected ends in one apology', async () => {
    const { answer, errors } = await pressed(customId('retry', JOB_ID), broken);
    expect(answer).toMatchObject(APOLOGY);
    expect(errors()).toMatchObject([{ fields: { button: 'retry' } }]);
  });
});

import type { Interaction } from 'discord.js';
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ComponentType,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  ApplicationCommandOptionType as Option,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { expect, test } from 'vitest';
import type { PretendDiscord } from '#sandbox/discord/people.ts';
import { inGeneral, register, startBot, startDiscord } from './bower.ts';

const row = (...buttons: ButtonBuilder[]) => new ActionRowBuilder<ButtonBuilder>().addComponents(buttons);
const button = (id: string) => new ButtonBuilder().setCustomId(id).setLabel(id).setStyle(ButtonStyle.Primary);

const go = (discord: PretendDiscord) => discord.runCommand({ ...inGeneral(discord), command: 'go', options: [] });

async function stage(answer: (interaction: Interaction) => unknown) {
  const discord = await startDiscord();
  const bot = await startBot(discord, answer);
  await register(bot.client, [{ name: 'go', description: 'Goes' }]);
  const dispose = async () => {
    await bot[Symbol.asyncDispose]();
    await discord[Symbol.asyncDispose]();
  };
  return { discord, bot, [Symbol.asyncDispose]: dispose };
}

const messageId = (discord: PretendDiscord) => discord.messages(discord.channels.general.id)[0]?.id ?? '';

test('a press reaches the bot with its message, whose update replaces what the message showed', async () => {
  await using it = await stage((i) => {
    if (i.isCommand()) return i.reply({ content: 'card', components: [row(button('cancel'))] });
    return i.isButton() && i.update({ content: `${i.message.content}: ${i.customId}led`, components: [] });
  });
  await go(it.discord);
  const press = { ...inGeneral(it.discord), messageId: messageId(it.discord), customId: 'cancel' };
  expect(await it.discord.press(press)).toMatchObject({ answer: 'updated' });
  const messages = it.discord.messages(it.discord.channels.general.id);
  expect(messages).toMatchObject([{ content: 'card: cancelled', components: [] }]);
  expect(messages[0]?.edited_timestamp).not.toBeNull();
  await expect(it.discord.press(press)).rejects.toThrow('nothing called cancel');
  expect(it.bot.faults).toStrictEqual([]);
});

test('the bot can also reply to a press, which leaves the message as it is', async () => {
  await using it = await stage((i) => {
    if (i.isCommand()) return i.reply({ content: 'card', components: [row(button('retry'))] });
    return i.isButton() && i.reply('again');
  });
  await go(it.discord);
  const press = { ...inGeneral(it.discord), messageId: messageId(it.discord), customId: 'retry' };
  expect(await it.discord.press(press)).toMatchObject({
    answer: 'message',
    message: { content: 'again', referenced_message: { content: 'card' }, interaction_metadata: { type: 3 } },
  });
});

test('a press can be acknowledged first, and its message edited or deleted later', async () => {
  await using it = await stage(async (i) => {
    if (i.isCommand()) return i.reply({ content: 'card', components: [row(button('edit'), button('delete'))] });
    if (!i.isButton()) return undefined;
    await i.deferUpdate();
    return i.customId === 'edit' ? i.editReply('edited') : i.deleteReply();
  });
  await go(it.discord);
  const press = { ...inGeneral(it.discord), messageId: messageId(it.discord) };
  expect(await it.discord.press({ ...press, customId: 'edit' })).toMatchObject({ answer: 'deferred' });
  await it.discord.waitForMessage(({ id, content }) => id === press.messageId && content === 'edited');
  await it.discord.press({ ...press, customId: 'delete' });
  await expect.poll(() => it.discord.messages(press.channelId)).toStrictEqual([]);
});

test('a disabled button cannot be pressed, nor an ephemeral one by anybody else', async () => {
  await using it = await stage(
    (i) =>
      i.isCommand() &&
      i.reply({
        content: 'card',
        flags: MessageFlags.Ephemeral,
        components: [row(button('on'), button('off').setDisabled(true))],
      }),
  );
  await go(it.discord);
  const press = { ...inGeneral(it.discord), messageId: messageId(it.discord), customId: 'off' };
  await expect(it.discord.press(press)).rejects.toThrow('off is disabled');
  const stranger = { ...press, personId: it.discord.people.bruno.id, customId: 'on' };
  await expect(it.discord.press(stranger)).rejects.toThrow('not there');
});

test('a select carries the chosen values, and only those that it offers', async () => {
  const menu = new StringSelectMenuBuilder().setCustomId('pick').addOptions({ label: 'A', value: 'a' });
  await using it = await stage((i) => {
    if (i.isCommand()) {
      return i.reply({ components: [new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(menu)] });
    }
    return i.isStringSelectMenu() && i.reply(`picked ${i.values}`);
  });
  await go(it.discord);
  const pick = { ...inGeneral(it.discord), messageId: messageId(it.discord), customId: 'pick' };
  expect(await it.discord.press({ ...pick, values: ['a'] })).toMatchObject({ message: { content: 'picked a' } });
  await expect(it.discord.press({ ...pick, values: ['z'] })).rejects.toThrow('does not offer z');
  await expect(it.discord.press(pick)).rejects.toThrow('takes 1 to 1 values, not 0');
});

test('a modal opens for the asker, comes back filled in, and then is closed', async () => {
  const input = new TextInputBuilder().setCustomId('text').setStyle(TextInputStyle.Short).setMaxLength(5);
  const modal = new ModalBuilder()
    .setCustomId('form')
    .setTitle('Form')
    .addLabelComponents(new LabelBuilder().setLabel('Text').setTextInputComponent(input));
  await using it = await stage((i) => {
    if (i.isCommand()) return i.showModal(modal);
    return i.isModalSubmit() && i.reply(`read ${i.fields.getTextInputValue('text')}`);
  });
  const events: unknown[] = [];
  it.discord.subscribe((event) => events.push(event));
  const opened = await go(it.discord);
  if (opened.answer !== 'modal') throw new Error(`answered ${opened.answer}`);
  expect(opened.modal).toMatchObject({ title: 'Form', components: [{ type: ComponentType.Label }] });
  expect(events).toContainEqual(expect.objectContaining({ type: 'modal', personId: it.discord.people.ada.id }));
  const submit = (value: string) => {
    const fields = [{ customId: 'text', value }];
    return it.discord.submitModal({ ...inGeneral(it.discord), interactionId: opened.interactionId, fields });
  };
  await expect(submit('')).rejects.toThrow('text needs more text');
  await expect(submit('too long')).rejects.toThrow('text takes at most 5 characters');
  expect(await submit('hello')).toMatchObject({ answer: 'message', message: { content: 'read hello' } });
  await expect(submit('hello')).rejects.toThrow('not open');
});

test('autocomplete answers choices for what has been typed so far', async () => {
  await using it = await stage((i) => {
    if (!i.isAutocomplete()) return undefined;
    const { name, value } = i.options.getFocused(true);
    return i.respond([{ name: `${name}=${value}`, value: 'v' }]);
  });
  const first = { name: 'first', description: 'x', type: Option.String, required: true } as const;
  const model = { name: 'model', description: 'x', type: Option.String, autocomplete: true } as const;
  await register(it.bot.client, [{ name: 'go', description: 'Goes', options: [first, model] }]);
  const typing = { ...inGeneral(it.discord), command: 'go', options: [{ name: 'model', value: 'fl' }] };
  expect(await it.discord.autocomplete({ ...typing, focused: 'model' })).toStrictEqual({
    answer: 'choices',
    choices: [{ name: 'model=fl', value: 'v' }],
  });
  await expect(it.discord.autocomplete({ ...typing, focused: 'first' })).rejects.toThrow('first suggests nothing');
});

import { onTestFinished } from 'vitest';
import { statusCard } from '#discord/render/status-card.ts';
import type { Place } from '#domain/delivery.ts';
import type { SucceededJob } from '#domain/job.ts';
import { showCard } from '#interactions/show-card.ts';
import { inGeneral, register, startBot } from '#test/sandbox/discord/bower.ts';
import { queuedJob } from './jobs.ts';
import { deliveryTo, jobAt, messengerStage } from './messenger-stage.ts';

/** A stage on which Ada has asked by a command, and the bot has answered with a card: the interaction can be answered. */
export async function askedStage(wishes: Parameters<typeof messengerStage>[0] = {}) {
  const stage = await messengerStage(wishes);
  const answering = { applicationId: '', token: '' };
  const bot = await startBot(stage.discord, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    answering.applicationId = interaction.applicationId;
    answering.token = interaction.token;
    await showCard(interaction, statusCard(queuedJob()));
  });
  onTestFinished(() => bot[Symbol.asyncDispose]());
  await register(bot.client, [{ name: 'imagine', description: 'Makes an image' }]);
  await stage.discord.runCommand({ ...inGeneral(stage.discord), command: 'imagine', options: [] });
  const card = stage.messages()[0];
  if (!card) throw new Error('The card is not up');
  const createdAt = stage.now();

  const jobHere = (more: Parameters<typeof jobAt>[1] = {}): SucceededJob => {
    const job = jobAt(stage.discord, { cardMessageId: card.id, ...more });
    return { ...job, createdAt, origin: { ...job.origin, answering } };
  };
  return {
    ...stage,
    card,
    answering,
    jobHere,
    /** A delivery that is tried at that place. */
    deliveryAt: (place: Place) => deliveryTo(stage.channelId, stage.now(), place),
    adasDirectMessages: () => stage.discord.messages(stage.discord.dmOf(stage.discord.people.ada.id).id),
  };
}

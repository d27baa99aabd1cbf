import type { Answer } from '#sandbox/discord/people.ts';
import type { ChannelView, MessageView, Person } from '#sandbox/page/protocol.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import type { Chance } from '#test/crash/chance.ts';
import { button, jobIdIn } from '#test/support/member.ts';

const SERVICE_NAMES = ['modelslab', 'apimart', 'eachlabs'] as const;
const MODELS = ['modelslab/flux', 'apimart/gpt-image-2', 'eachlabs/nano-banana-pro'];

const PEOPLE = 20;
const CHANNELS = 8;

const TWICE_PERCENT = 10;
const CANCEL_PERCENT = 8;

/** Jobs that their service keeps for long: there is something to ask about. */
const SLOW_PERCENT = 8;

/** Members who ask, and remember what they were promised. */
export type Members = {
  /** So many requests at once; answers come, or not, while the bot lives or dies. */
  readonly ask: (requests: number) => void;
  /** Closes the channel in which somebody asked last to the bot, and opens the one that was closed before. */
  readonly closeChannel: () => void;
  readonly asked: () => number;
  /** Short ids of the jobs whose cards have been seen. */
  readonly promised: () => readonly string[];
  readonly counts: () => {
    readonly unanswered: number;
    readonly refused: readonly string[];
    readonly cancelled: number;
  };
};

export function createMembers({ discord, services }: Sandbox, chance: Chance): Members {
  const people: readonly Person[] = discord.addPeople(PEOPLE);
  const channels: readonly ChannelView[] = discord.addChannels(CHANNELS);
  const promised: string[] = [];
  const refused: string[] = [];
  let asked = 0;
  let lastChannel: string | undefined;
  let closed: string | undefined;
  let unanswered = 0;
  let cancelled = 0;

  async function askOne(): Promise<void> {
    asked += 1;
    const personId = chance.pick(people).id;
    const channelId = chance.pick(channels.filter(({ id }) => id !== closed)).id;
    lastChannel = channelId;
    const options = [
      { name: 'prompt', value: `bower number ${asked}` },
      { name: 'model', value: chance.pick(MODELS) },
    ];
    if (chance.percent(TWICE_PERCENT)) discord.sendTwice(1);
    if (chance.percent(SLOW_PERCENT)) services[chance.pick(SERVICE_NAMES)].plan({ hold: true, times: 1 });
    const isFickle = chance.percent(CANCEL_PERCENT);
    const answer = await discord.runCommand({ personId, channelId, command: 'imagine', options });
    const card = cardIn(answer);
    if (!card) return;
    promised.push(jobIdIn(card));
    if (isFickle) await cancel(personId, card);
  }

  function cardIn(answer: Answer): MessageView | undefined {
    if (answer.answer === 'message' && answer.message.visibleTo === undefined) return answer.message;
    if (answer.answer === 'message') refused.push(answer.message.content);
    else unanswered += 1;
    return undefined;
  }

  async function cancel(personId: string, card: MessageView): Promise<void> {
    const press = { personId, channelId: card.channel_id, messageId: card.id, customId: button(card, 'Cancel') };
    // A card that has shrunk meanwhile has nothing to press.
    const answer = await discord.press(press).catch(() => undefined);
    if (answer && answer.answer !== 'none') cancelled += 1;
  }

  return {
    ask: (requests) => {
      for (let each = 0; each < requests; each += 1)
        void askOne().catch((error: unknown) => refused.push(String(error)));
    },
    closeChannel: () => {
      if (closed !== undefined) discord.openChannel(closed);
      if (lastChannel !== undefined) discord.closeChannel(lastChannel);
      closed = lastChannel;
    },
    asked: () => asked,
    promised: () => promised,
    counts: () => ({ unanswered, refused, cancelled }),
  };
}

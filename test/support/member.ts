import type { Answer } from '#sandbox/discord/people.ts';
import type { ChannelView, MessageView, OptionInput, Person } from '#sandbox/page/protocol.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';

type Asking = {
  readonly by?: Person;
  readonly channel?: ChannelView;
  readonly command?: string;
  readonly [option: string]: unknown;
};

/** Speaks as a member, a member of the general channel unless told otherwise. What is not `by`, `channel` or `command` is an option. */
export function say({ discord }: Sandbox, { by, channel, command = 'imagine', ...options }: Asking): Promise<Answer> {
  return discord.runCommand({
    personId: (by ?? discord.people.ada).id,
    channelId: (channel ?? discord.channels.general).id,
    command,
    options: Object.entries(options).map(([name, value]) => ({ name, value }) as OptionInput),
  });
}

/** Asks for a picture and hands back the status card; anything but a public card is an error. */
export async function imagine(sandbox: Sandbox, asking: Asking): Promise<MessageView> {
  const answer = await say(sandbox, asking);
  if (answer.answer !== 'message' || answer.ephemeral) throw new Error(`not accepted: ${JSON.stringify(answer)}`);
  return answer.message;
}

/** The job's short id, as a card or a message names it. */
export function jobIdIn(message: MessageView): string {
  const id = /job (?<id>[0-9a-z]{6})\b/.exec(JSON.stringify(message))?.groups?.id;
  if (!id) throw new Error(`no job id in ${JSON.stringify(message)}`);
  return id;
}

/** The message that ends a job: its result, or why there is none. */
export const endOf = (sandbox: Sandbox, card: MessageView): Promise<MessageView> =>
  sandbox.discord.waitForMessage((message) => isEndOf(card, message));

/** How many messages have ended this job so far. */
export const endsOf = ({ discord }: Sandbox, card: MessageView): readonly MessageView[] =>
  discord.messages(card.channel_id).filter((message) => isEndOf(card, message));

const isEndOf = (card: MessageView, message: MessageView): boolean =>
  message.id !== card.id && message.visibleTo === undefined && message.content.includes(`job ${jobIdIn(card)}`);

/** The buttons below a message, by their label. */
export function button(message: MessageView, label: string): string {
  for (const row of message.components ?? []) {
    if (!('components' in row)) continue;
    for (const component of row.components)
      if ('label' in component && component.label === label && 'custom_id' in component) return component.custom_id;
  }
  throw new Error(`no button «${label}» in ${JSON.stringify(message.components)}`);
}

/** Whether an attachment holds exactly the bytes that the service made. */
export function isTheServicesFile({ discord, modelslab }: Sandbox, attachmentUrl: string, serviceUrl: string): boolean {
  const [posted, made] = [discord.attachment(attachmentUrl), modelslab.file(serviceUrl)];
  return posted !== undefined && made !== undefined && Buffer.compare(posted, made) === 0;
}

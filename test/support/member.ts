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

/** Asks for something and hands back the status card; a refusal is an error. */
export async function imagine(sandbox: Sandbox, asking: Asking): Promise<MessageView> {
  const { discord } = sandbox;
  const channelId = (asking.channel ?? discord.channels.general).id;
  const before = new Set(discord.messages(channelId).map(({ id }) => id));
  const answer = await say(sandbox, asking);
  const message = answer.answer === 'deferred' ? await cardAfter(sandbox, channelId, before) : messageOf(answer);
  if (message.visibleTo !== undefined) throw new Error(`not accepted: ${message.content}`);
  return message;
}

/** With a file, «thinking…» comes first, and becomes the card or makes room for a refusal. */
const cardAfter = ({ discord }: Sandbox, channelId: string, before: ReadonlySet<string>): Promise<MessageView> =>
  discord.waitForMessage((message) => {
    if (message.channel_id !== channelId || before.has(message.id)) return false;
    return message.visibleTo !== undefined || NAMES_A_JOB.test(JSON.stringify(message));
  });

const NAMES_A_JOB = /job (?<id>[0-9a-z]{6})\b/;

function messageOf(answer: Answer): MessageView {
  if (answer.answer !== 'message') throw new Error(`not accepted: ${JSON.stringify(answer)}`);
  return answer.message;
}

/** The job's short id, as a card or a message names it. */
export function jobIdIn(message: MessageView): string {
  const id = NAMES_A_JOB.exec(JSON.stringify(message))?.groups?.id;
  if (!id) throw new Error(`no job id in ${JSON.stringify(message)}`);
  return id;
}

/** The message that ends a job: its result, or why there is none. */
export const endOf = (sandbox: Sandbox, card: MessageView): Promise<MessageView> =>
  sandbox.discord.waitForMessage((message) => isEndOf(card, message), END_WITHIN_MS);

/** Some services are first asked after twenty seconds, where their callback is lost. */
const END_WITHIN_MS = 45_000;

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
export function isTheServicesFile({ discord, services }: Sandbox, attachmentUrl: string, serviceUrl: string): boolean {
  const posted = discord.attachment(attachmentUrl);
  const made = Object.values(services)
    .map((service) => service.file(serviceUrl))
    .find((file) => file !== undefined);
  return posted !== undefined && made !== undefined && Buffer.compare(posted, made) === 0;
}

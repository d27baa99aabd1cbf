import { MessageFlags } from 'discord-api-types/v10';
import type { MessageView } from '#sandbox/page/protocol.ts';
import type { Unanswered } from '#sandbox/page/web/state/page-state.ts';

export type StreamItem =
  | { readonly kind: 'day'; readonly id: string; readonly timestamp: string }
  /** `isFirst`: with avatar and name; the others follow close to the one above. */
  | { readonly kind: 'message'; readonly id: string; readonly message: MessageView; readonly isFirst: boolean }
  | { readonly kind: 'unanswered'; readonly id: string; readonly unanswered: Unanswered };

const GROUP_MS = 7 * 60_000; // as Discord does: after seven minutes the name is said again

/** What stands in a channel, in order, with a line where a new day begins. */
export function buildStream(
  messages: readonly MessageView[],
  unanswered: readonly Unanswered[],
): readonly StreamItem[] {
  const items: StreamItem[] = [];
  let above: MessageView | undefined;
  const waiting = [...unanswered];
  for (const message of messages) {
    const at = Date.parse(message.timestamp);
    for (const late of waiting.splice(0, waiting.filter((one) => one.at < at).length)) {
      items.push({ kind: 'unanswered', id: late.id, unanswered: late });
      above = undefined;
    }
    if (!items.length || (above && dayOf(above) !== dayOf(message))) {
      items.push({ kind: 'day', id: `day-${message.id}`, timestamp: message.timestamp });
      above = undefined;
    }
    items.push({ kind: 'message', id: message.id, message, isFirst: !above || !follows(above, message) });
    above = message;
  }
  return [...items, ...waiting.map((late) => ({ kind: 'unanswered' as const, id: late.id, unanswered: late }))];
}

const dayOf = ({ timestamp }: MessageView): string => new Date(timestamp).toDateString();

function follows(above: MessageView, message: MessageView): boolean {
  return (
    above.author.id === message.author.id &&
    above.visibleTo === message.visibleTo &&
    !message.message_reference &&
    !invocationOf(message) &&
    Date.parse(message.timestamp) - Date.parse(above.timestamp) < GROUP_MS
  );
}

/** Who used which command, where a message answers one. */
export function invocationOf(message: MessageView): { userId: string; command: string } | undefined {
  const { interaction } = message;
  // Type 2: an application command. Buttons and modals leave no such line.
  if (interaction?.type !== 2) return undefined;
  return { userId: interaction.user.id, command: interaction.name };
}

export const hasFlag = (message: MessageView, flag: MessageFlags): boolean => ((message.flags ?? 0) & flag) !== 0;

export const isEphemeral = (message: MessageView): boolean =>
  message.visibleTo !== undefined || hasFlag(message, MessageFlags.Ephemeral);

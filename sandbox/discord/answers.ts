import type { APIMessage } from 'discord-api-types/v10';
import { InteractionType, MessageFlags, MessageReferenceType, MessageType } from 'discord-api-types/v10';
import { BOT, GUILD } from './bower.ts';
import type { Composer } from './compose.ts';
import type { ContentForm } from './forms/message.ts';
import type { Asked } from './interactions.ts';
import type { Kept, MessageStore } from './messages.ts';
import type { Upload } from './rest/call.ts';

/** Writes and edits the messages that answer interactions, which is done by webhook and needs no permission. */
export type Answers = {
  readonly write: (asked: Asked, form: ContentForm, files: readonly Upload[], repliesTo?: APIMessage) => APIMessage;
  /** The «thinking…» that stands in until the answer comes as an edit. */
  readonly writeLoading: (asked: Asked, flags: number) => APIMessage;
  readonly edit: (asked: Asked, kept: Kept, form: ContentForm, files: readonly Upload[]) => APIMessage;
};

export function createAnswers(deps: { readonly composer: Composer; readonly messages: MessageStore }): Answers {
  const { composer, messages } = deps;

  const keep = (asked: Asked, message: APIMessage): APIMessage =>
    messages.put({ message, ...((message.flags ?? 0) & MessageFlags.Ephemeral && { visibleTo: asked.person.id }) });

  const LOADING: ContentForm = { content: '…' };

  return {
    write: (asked, form, files, repliesTo) => {
      const flags = (form.flags ?? 0) & MessageFlags.Ephemeral;
      const message = composer.compose(form, files, {
        place: asked.place,
        kind: 'answer',
        maxBytes: asked.attachmentLimit,
        flags,
        ...frame(asked, repliesTo),
      });
      return keep(asked, message);
    },
    writeLoading: (asked, flags) => {
      const place = asked.place;
      const message = composer.compose(LOADING, [], {
        place,
        kind: 'answer',
        maxBytes: asked.attachmentLimit,
        flags: MessageFlags.Loading | (flags & MessageFlags.Ephemeral),
        ...frame(asked),
      });
      return keep(asked, { ...message, content: '' });
    },
    edit: (asked, kept, form, files) =>
      messages.put({
        ...kept,
        message: composer.revise(kept.message, form, files, {
          place: asked.place,
          kind: 'answer',
          maxBytes: asked.attachmentLimit,
        }),
      }),
  };
}

/** What an answer is apart from its content: whose command or press it answers, and which message it stands under. */
function frame(asked: Asked, repliesTo = asked.source) {
  const extra: Partial<APIMessage> = {
    webhook_id: BOT.id,
    application_id: BOT.id,
    interaction_metadata: asked.metadata,
    ...(asked.command && { interaction: asked.command.label }),
    ...(repliesTo && {
      message_reference: {
        type: MessageReferenceType.Default,
        message_id: repliesTo.id,
        channel_id: repliesTo.channel_id,
        ...(!asked.place.dmOf && { guild_id: GUILD.id }),
      },
    }),
  };
  return { extra, type: repliesTo ? MessageType.Reply : messageTypeOf(asked) };
}

function messageTypeOf({ type, metadata }: Asked): MessageType {
  if (type !== InteractionType.ApplicationCommand) return MessageType.Default;
  return 'target_message_id' in metadata ? MessageType.ContextMenuCommand : MessageType.ChatInputCommand;
}

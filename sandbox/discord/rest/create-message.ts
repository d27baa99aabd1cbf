import type { APIMessage } from 'discord-api-types/v10';
import { PermissionFlagsBits as Can, MessageReferenceType, MessageType } from 'discord-api-types/v10';
import { GUILD } from '#sandbox/discord/bower.ts';
import type { Composer } from '#sandbox/discord/compose.ts';
import { refusals } from '#sandbox/discord/errors.ts';
import type { MessageForm } from '#sandbox/discord/forms/message.ts';
import { messageForm } from '#sandbox/discord/forms/message.ts';
import { invalidForm, parseForm } from '#sandbox/discord/forms/parse.ts';
import type { MessageStore } from '#sandbox/discord/messages.ts';
import type { UploadLimits } from '#sandbox/discord/upload-limits.ts';
import type { Place, World } from '#sandbox/discord/world.ts';
import { mayRead, placeFor } from './access.ts';
import type { Call } from './call.ts';
import type { Nonces } from './nonces.ts';

type Deps = {
  readonly world: World;
  readonly messages: MessageStore;
  readonly composer: Composer;
  readonly nonces: Nonces;
  readonly uploads: UploadLimits;
};

/** Posts a message, or answers the one that was made with the same nonce a short while ago. */
export function createPoster(deps: Deps): (call: Call) => APIMessage {
  const { world, messages, composer, nonces, uploads } = deps;
  return (call) => {
    const place = placeFor(world, call.param('channel'), Can.SendMessages);
    const form = parseForm(messageForm, call.body ?? {});
    const nonce = form.nonce || undefined;
    const again = nonce !== undefined && form.enforce_nonce ? nonces.recall(nonce) : undefined;
    if (again) return existing(messages, again.channelId, again.messageId);
    placeFor(world, place.id, needed(form, call.files.length));
    const message = composer.compose(form, call.files, {
      place,
      kind: 'message',
      maxBytes: uploads.inPlace(place),
      ...referring(deps, place, form),
    });
    if (nonce === undefined) return messages.put({ message });
    nonces.remember(nonce, message);
    return messages.put({ message: { ...message, nonce } });
  };
}

/** Refuses with 10008 when the message of a repeated nonce has been deleted meanwhile, as Discord means to. */
function existing(messages: MessageStore, channelId: string, messageId: string): APIMessage {
  const kept = messages.find(channelId, messageId);
  if (!kept) throw refusals.unknownMessage();
  return messages.present(kept.message);
}

const needed = (form: MessageForm, files: number): bigint =>
  (files ? Can.AttachFiles : 0n) | (form.embeds?.length ? Can.EmbedLinks : 0n);

/** What a reply has besides its content; nothing when the message does not reply, or may lose what it replies to. */
function referring({ world, messages }: Deps, place: Place, { message_reference }: MessageForm) {
  if (!message_reference) return {};
  if (!mayRead(world, place)) throw refusals.noHistory();
  const { message_id, channel_id, fail_if_not_exists } = message_reference;
  const kept = channel_id && channel_id !== place.id ? undefined : messages.find(place.id, message_id);
  if (!kept || kept.visibleTo !== undefined) {
    if (fail_if_not_exists === false) return {};
    throw unknownReference();
  }
  const reference = { type: MessageReferenceType.Default, message_id, channel_id: place.id };
  const extra = { message_reference: place.dmOf ? reference : { ...reference, guild_id: GUILD.id } };
  return { type: MessageType.Reply, repliedTo: kept.message, extra };
}

const unknownReference = () =>
  invalidForm([{ path: ['message_reference'], code: 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', message: 'Unknown message' }]);

import type { APIMessage } from 'discord-api-types/v10';
import { MessageFlags, MessageType } from 'discord-api-types/v10';
import { attach, shownIn } from './attach.ts';
import type { AttachmentStore } from './attachments.ts';
import type { Clock } from './clock.ts';
import type { Refusal } from './errors.ts';
import { refusals } from './errors.ts';
import { checkLayout, numbered } from './forms/layout.ts';
import type { ContentForm } from './forms/message.ts';
import { invalidForm } from './forms/parse.ts';
import { mentionsIn, PARSED_BY_DEFAULT } from './mentions.ts';
import { botUser } from './profiles.ts';
import type { Upload } from './rest/call.ts';
import { timeOf } from './snowflakes.ts';
import type { Place, World } from './world.ts';

/** The flags that a bot may set on every kind of message; others are ignored. */
const SETTABLE = MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2;
const EDITABLE = MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2;

/** What a message is apart from its content. */
export type Frame = {
  readonly place: Place;
  readonly kind: keyof typeof PARSED_BY_DEFAULT;
  readonly type?: MessageType;
  /** Set besides those that the form asks for. */
  readonly flags?: number;
  readonly repliedTo?: APIMessage;
  /** Largest single file there. */
  readonly maxBytes: number;
  readonly extra?: Partial<APIMessage>;
};

export type Composer = {
  readonly compose: (form: ContentForm, files: readonly Upload[], frame: Frame) => APIMessage;
  /** A message as an edit leaves it: what the form does not name stays. */
  readonly revise: (message: APIMessage, form: ContentForm, files: readonly Upload[], frame: Frame) => APIMessage;
};

type Deps = {
  readonly world: World;
  readonly attachments: AttachmentStore;
  readonly nextId: () => string;
  readonly clock: Clock;
};

/** Makes messages out of checked forms. Refuses what the fields of a form are not allowed to be together. */
export function createComposer(deps: Deps): Composer {
  return {
    compose: (form, files, frame) => {
      const body = contentOf(deps, form, files, undefined, frame);
      const id = deps.nextId();
      return {
        id,
        channel_id: frame.place.id,
        author: botUser,
        type: frame.type ?? MessageType.Default,
        timestamp: new Date(timeOf(id)).toISOString(),
        edited_timestamp: null,
        tts: false,
        pinned: false,
        ...body,
        ...frame.extra,
      };
    },
    revise: (message, form, files, frame) => ({
      ...message,
      ...contentOf(deps, form, files, message, frame),
      edited_timestamp: new Date(deps.clock.now()).toISOString(),
    }),
  };
}

function contentOf(
  deps: Deps,
  form: ContentForm,
  files: readonly Upload[],
  old: APIMessage | undefined,
  { place, kind, repliedTo, maxBytes, flags: given }: Frame,
) {
  const flags = old ? editedFlags(form, old) : ((form.flags ?? 0) & SETTABLE) | (given ?? 0);
  const isV2 = Boolean(flags & MessageFlags.IsComponentsV2);
  if (form.components) checkLayout(form.components, isV2);
  const content = form.content === undefined ? (old?.content ?? '') : (form.content ?? '');
  const embeds = form.embeds === undefined ? (old?.embeds ?? []) : (form.embeds ?? []);
  const components = form.components === undefined ? (old?.components ?? []) : numbered(form.components ?? []);
  if (isV2 && (content || embeds.length)) throw legacyWithV2();
  const request = { files, listed: form.attachments, old: old?.attachments ?? [], channelId: place.id, maxBytes };
  const kept = attach(deps.attachments, request);
  if (!content && !embeds.length && !components.length && !kept.length) throw refusals.emptyMessage();
  const named = mentionsIn(deps.world, content, form.allowed_mentions, PARSED_BY_DEFAULT[kind], repliedTo?.author);
  return { content, ...named, flags, components, ...shownIn(embeds, kept) };
}

/** An edit ends the loading state, may hide or show embeds, and may set IS_COMPONENTS_V2 but not take it back. */
function editedFlags({ flags }: ContentForm, old: APIMessage): number {
  const before = (old.flags ?? 0) & ~MessageFlags.Loading;
  return flags === undefined || flags === null ? before : (before & ~MessageFlags.SuppressEmbeds) | (flags & EDITABLE);
}

const legacyWithV2 = (): Refusal =>
  invalidForm([
    {
      path: ['content'],
      code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      message: 'The content and embeds fields cannot be used with MessageFlags.IS_COMPONENTS_V2',
    },
  ]);

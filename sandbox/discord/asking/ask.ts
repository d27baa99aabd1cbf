import type { APIBaseInteraction, APIMessage, APIMessageInteractionMetadata } from 'discord-api-types/v10';
import {
  ApplicationIntegrationType,
  GatewayDispatchEvents,
  InteractionContextType,
  InteractionType,
  Locale,
} from 'discord-api-types/v10';
import { BOT, GUILD } from '#sandbox/discord/bower.ts';
import type { Clock } from '#sandbox/discord/clock.ts';
import type { Gateway } from '#sandbox/discord/gateway/gateway.ts';
import type { Asked, Interactions } from '#sandbox/discord/interactions.ts';
import type { Answer } from '#sandbox/discord/people.ts';
import { botPermissions, channelOf, memberOf, personPermissions, userOf } from '#sandbox/discord/profiles.ts';
import type { UploadLimits } from '#sandbox/discord/upload-limits.ts';
import type { Place, World } from '#sandbox/discord/world.ts';
import type { Person } from '#sandbox/page/protocol.ts';

/** What a person does in a place, before it is an interaction. */
export type Question = {
  readonly person: Person;
  readonly place: Place;
  readonly type: InteractionType;
  readonly data: object;
  readonly source?: APIMessage;
  /** Name of the command, for its answer's heading. */
  readonly commandName?: string;
  /** The message whose menu the command was chosen from. */
  readonly targetMessageId?: string;
  /** What opened the modal that is submitted. */
  readonly openedBy?: Asked;
};

export type Ask = (question: Question) => Promise<Answer>;

/** Sends interactions to the bot and waits for how it answers. */
export function createAsk(deps: {
  readonly world: World;
  readonly gateway: Pick<Gateway, 'dispatch'>;
  readonly interactions: Interactions;
  readonly uploads: UploadLimits;
  readonly nextId: () => string;
  readonly clock: Clock;
  /** As the REST API shows a message. */
  readonly present: (message: APIMessage) => APIMessage;
}): Ask {
  const { world, gateway, interactions, uploads, nextId, clock, present } = deps;
  return (question) => {
    const { person, place, type, data, source, commandName } = question;
    const id = nextId();
    const label = { id, type, name: commandName ?? '', user: userOf(person) };
    const asked: Asked = {
      id,
      type,
      person,
      place,
      token: interactions.newToken(),
      askedAt: clock.now(),
      attachmentLimit: uploads.inInteraction(place, person.id),
      metadata: metadataOf(id, question),
      ...(source && { source }),
      ...(commandName !== undefined && { command: { name: commandName, label } }),
    };
    const interaction: APIBaseInteraction<InteractionType, object> = {
      ...frameOf(world, asked),
      data,
      ...(source && { message: present(source) }),
    };
    return interactions.open(asked, () => gateway.dispatch(GatewayDispatchEvents.InteractionCreate, interaction));
  };
}

const owners = ({ dmOf }: Place) => ({ [ApplicationIntegrationType.GuildInstall]: dmOf ? '0' : GUILD.id });

function frameOf(world: World, asked: Asked): APIBaseInteraction<InteractionType, never> {
  const { id, token, type, person, place } = asked;
  const shared = {
    id,
    token,
    type,
    version: 1,
    application_id: BOT.id,
    channel_id: place.id,
    channel: channelOf(place),
    app_permissions: botPermissions(world, place).toString(),
    locale: Locale.EnglishUS,
    entitlements: [],
    authorizing_integration_owners: owners(place),
    attachment_size_limit: asked.attachmentLimit,
  } as const;
  if (place.dmOf) return { ...shared, entitlements: [], user: userOf(person), context: InteractionContextType.BotDM };
  const permissions = personPermissions(world, person, place).toString();
  return {
    ...shared,
    entitlements: [],
    guild_id: GUILD.id,
    guild: { id: GUILD.id, locale: Locale.EnglishUS, features: [] },
    guild_locale: Locale.EnglishUS,
    member: { ...memberOf(person), permissions },
    context: InteractionContextType.Guild,
  };
}

function metadataOf(id: string, question: Question): APIMessageInteractionMetadata {
  const { person, place, type, source, targetMessageId, openedBy } = question;
  const shared = { id, user: userOf(person), authorizing_integration_owners: owners(place) };
  if (type === InteractionType.MessageComponent) {
    return { ...shared, type, interacted_message_id: source?.id ?? '' };
  }
  if (type === InteractionType.ModalSubmit && openedBy && openedBy.metadata.type !== InteractionType.ModalSubmit) {
    return { ...shared, type, triggering_interaction_metadata: openedBy.metadata };
  }
  return {
    ...shared,
    type: InteractionType.ApplicationCommand,
    ...(targetMessageId !== undefined && { target_message_id: targetMessageId }),
  };
}

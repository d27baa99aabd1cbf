import type { APIButtonComponent, APIMessage, APISelectMenuComponent } from 'discord-api-types/v10';
import { ComponentType, InteractionType, ApplicationCommandOptionType as Option } from 'discord-api-types/v10';
import type { AttachmentStore } from '#sandbox/discord/attachments.ts';
import type { AnyComponent } from '#sandbox/discord/forms/layout.ts';
import { walk } from '#sandbox/discord/forms/layout.ts';
import type { MessageStore } from '#sandbox/discord/messages.ts';
import type { PretendDiscord } from '#sandbox/discord/people.ts';
import type { Place, World } from '#sandbox/discord/world.ts';
import type { Person } from '#sandbox/page/protocol.ts';
import type { Ask } from './ask.ts';
import { whoAndWhere } from './presence.ts';
import { resolve } from './resolved.ts';

type Deps = {
  readonly world: World;
  readonly attachments: AttachmentStore;
  readonly messages: MessageStore;
  readonly ask: Ask;
};

type Control = Extract<APIButtonComponent, { custom_id: string }> | APISelectMenuComponent;

/** What the ids chosen in a select of this type stand for; nothing for a string select. */
const CHOSEN_AS: Partial<Readonly<Record<ComponentType, Option>>> = {
  [ComponentType.UserSelect]: Option.User,
  [ComponentType.RoleSelect]: Option.Role,
  [ComponentType.MentionableSelect]: Option.Mentionable,
  [ComponentType.ChannelSelect]: Option.Channel,
};

/** Buttons and selects under messages. */
export function createPressing(deps: Deps): Pick<PretendDiscord, 'press'> {
  return {
    press: async (input) => {
      const { person, place } = whoAndWhere(deps.world, input);
      const kept = deps.messages.find(place.id, input.messageId);
      if (!kept || (kept.visibleTo ?? person.id) !== person.id) throw new Error('That message is not there');
      const control = controlIn(kept.message, input.customId);
      const data = dataOf(deps, person, place, control, input.values ?? []);
      return deps.ask({ person, place, type: InteractionType.MessageComponent, data, source: kept.message });
    },
  };
}

function controlIn(message: APIMessage, customId: string): Control {
  const control = walk(message.components ?? []).find((component) => component.custom_id === customId);
  if (!control || !isControl(control)) throw new Error(`The message has nothing called ${customId} to press`);
  if (control.disabled) throw new Error(`${customId} is disabled`);
  return control;
}

const isControl = (component: AnyComponent): component is Control =>
  component.type === ComponentType.Button || isSelect(component);

const isSelect = ({ type }: AnyComponent): boolean => type === ComponentType.StringSelect || type in CHOSEN_AS;

function dataOf(deps: Deps, person: Person, place: Place, control: Control, values: readonly string[]): object {
  const { custom_id, type, id } = control;
  const named = { custom_id, component_type: type, id };
  if (type === ComponentType.Button) return named;
  const { min_values = 1, max_values = 1 } = control;
  if (values.length < min_values || values.length > max_values) {
    throw new Error(`${custom_id} takes ${min_values} to ${max_values} values, not ${values.length}`);
  }
  if (type === ComponentType.StringSelect) {
    const stranger = values.find((value) => !control.options.some((option) => option.value === value));
    if (stranger !== undefined) throw new Error(`${custom_id} does not offer ${stranger}`);
  }
  const kind = CHOSEN_AS[type];
  if (kind === undefined) return { ...named, values };
  const chosen = values.map((value) => ({ type: kind, id: value }));
  return { ...named, values, resolved: resolve(deps, person, place, chosen) };
}

import type { APIMessageComponentEmoji, APISelectMenuComponent } from 'discord-api-types/v10';
import { ComponentType } from 'discord-api-types/v10';
import type { Snapshot } from '#sandbox/page/protocol.ts';

export type SelectChoice = {
  readonly label: string;
  readonly value: string;
  readonly description?: string;
  readonly emoji?: APIMessageComponentEmoji;
  readonly default?: boolean;
};

/** What a select offers: its own options, or the people and channels of the server. */
export function selectChoices(select: APISelectMenuComponent, { people, channels }: Snapshot): readonly SelectChoice[] {
  switch (select.type) {
    case ComponentType.StringSelect:
      return select.options;
    case ComponentType.UserSelect:
    case ComponentType.MentionableSelect:
      return people.map(({ id, displayName }) => ({ label: displayName, value: id }));
    case ComponentType.ChannelSelect:
      return channels.filter(({ kind }) => kind === 'text').map(({ id, name }) => ({ label: `#${name}`, value: id }));
    default:
      return [];
  }
}

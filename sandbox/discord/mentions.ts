import type { APIMessage } from 'discord-api-types/v10';
import { AllowedMentionsTypes } from 'discord-api-types/v10';
import type { AllowedMentions } from './forms/message.ts';
import { botUser, userOf } from './profiles.ts';
import type { World } from './world.ts';

export type Mentions = Pick<APIMessage, 'mentions' | 'mention_roles' | 'mention_everyone'>;

const { Everyone, Role, User } = AllowedMentionsTypes;

/** What is parsed when a message does not say: all in a plain message, users alone in an answer to an interaction. */
export const PARSED_BY_DEFAULT = { message: [Everyone, Role, User], answer: [User] } as const;

/** Who is pinged: everybody that the text names, as far as `allowed` lets it. */
export function mentionsIn(
  world: World,
  text: string,
  allowed: AllowedMentions | null | undefined,
  byDefault: readonly AllowedMentionsTypes[],
  repliedTo?: APIMessage['author'],
): Mentions {
  const parse = allowed ? (allowed.parse ?? []) : byDefault;
  const may = (kind: AllowedMentionsTypes, id: string, listed: readonly string[] | null | undefined) =>
    parse.includes(kind) || Boolean(listed?.includes(id));
  const users = idsIn(text, /<@!?(\d+)>/g).filter((id) => may(User, id, allowed?.users));
  const roles = idsIn(text, /<@&(\d+)>/g).filter((id) => may(Role, id, allowed?.roles));
  const pingsAuthor = repliedTo && (allowed ? allowed.replied_user === true : true);
  const pinged = new Set([...users, ...(pingsAuthor ? [repliedTo.id] : [])]);
  return {
    mentions: [...pinged].flatMap((id) => userNamed(world, id) ?? []),
    mention_roles: world.roles.map(({ id }) => id).filter((id) => roles.includes(id)),
    mention_everyone: parse.includes(Everyone) && /@(everyone|here)\b/.test(text),
  };
}

function userNamed(world: World, id: string): APIMessage['author'] | undefined {
  if (id === botUser.id) return botUser;
  const person = world.findPerson(id);
  return person && userOf(person);
}

const idsIn = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '');

import { randomBytes } from 'node:crypto';
import type { APIMessage, APIMessageInteraction, APIMessageInteractionMetadata } from 'discord-api-types/v10';
import { InteractionType } from 'discord-api-types/v10';
import type { Person } from '#sandbox/page/protocol.ts';
import type { Clock } from './clock.ts';
import { refusals } from './errors.ts';
import type { Announcer } from './events.ts';
import type { Answer } from './people.ts';
import type { Place } from './world.ts';

/** An interaction from the moment it is sent to the bot. */
export type Asked = {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly person: Person;
  readonly place: Place;
  readonly askedAt: number;
  /** Largest single file that an answer may bring, in bytes; the bot is told. */
  readonly attachmentLimit: number;
  /** The message that carries the pressed component, or carried the one that opened the submitted modal. */
  readonly source?: APIMessage;
  readonly command?: { readonly name: string; readonly label: APIMessageInteraction };
  readonly metadata: APIMessageInteractionMetadata;
};

type Entry = {
  readonly asked: Asked;
  state: 'waiting' | 'answered' | 'missed';
  /** What `@original` means. */
  originalId?: string;
  readonly messageIds: Set<string>;
  readonly tell: (answer: Answer) => void;
};

export type Acknowledged = Pick<Entry, 'asked' | 'originalId' | 'messageIds'>;

export type Interactions = {
  readonly newToken: () => string;
  /** Waits for the bot's first answer, or until it is too late for one. `send` delivers the interaction. */
  readonly open: (asked: Asked, send: () => void) => Promise<Answer>;
  /** For the first answer. Refused when it comes too late (10062) or is not the first (40060). */
  readonly claim: (id: string, token: string) => Asked;
  readonly acknowledge: (id: string, answer: Answer, originalId?: string) => void;
  /** For all later calls with the token. Refused before the first answer (10015) and after 15 minutes (50027). */
  readonly redeem: (token: string) => Acknowledged;
  /** Makes all tokens there are open nothing any more. */
  readonly expireTokens: () => void;
};

export function createInteractions(deps: {
  readonly clock: Clock;
  readonly answerMs: number;
  readonly tokenLifeMs: number;
  readonly announce: Announcer['announce'];
}): Interactions {
  const { clock, answerMs, tokenLifeMs, announce } = deps;
  const { entries, byToken, add, isOver, expireTokens } = createEntries(clock, tokenLifeMs);

  function giveUp(entry: Entry): void {
    entry.state = 'missed';
    const { type, person, place, command } = entry.asked;
    const named = command && { command: command.name };
    if (type !== InteractionType.ApplicationCommandAutocomplete) {
      announce({ type: 'unanswered', personId: person.id, channelId: place.id, ...named });
    }
    entry.tell({ answer: 'none' });
  }

  return {
    newToken: () => randomBytes(TOKEN_BYTES).toString('base64url'),
    open: (asked, send) =>
      new Promise((resolve) => {
        const entry: Entry = { asked, state: 'waiting', messageIds: new Set(), tell: (answer) => settle(answer) };
        const cancel = clock.after(answerMs, () => giveUp(entry));
        const settle = (answer: Answer): void => {
          cancel();
          resolve(answer);
        };
        add(entry);
        send();
      }),
    claim: (id, token) => {
      const entry = entries.get(id);
      if (!entry || entry.state === 'missed') throw refusals.unknownInteraction();
      if (entry.asked.token !== token) throw refusals.invalidToken();
      if (entry.state === 'answered') throw refusals.alreadyAcknowledged();
      return entry.asked;
    },
    acknowledge: (id, answer, originalId) => {
      const entry = entries.get(id);
      if (!entry) return;
      entry.state = 'answered';
      if (originalId !== undefined) {
        entry.originalId = originalId;
        entry.messageIds.add(originalId);
      }
      entry.tell(answer);
    },
    redeem: (token) => {
      const entry = byToken.get(token);
      if (!entry) throw refusals.invalidToken();
      if (isOver(entry)) throw refusals.invalidToken();
      if (entry.state !== 'answered') throw refusals.unknownWebhook();
      return entry;
    },
    expireTokens,
  };
}

/** The interactions whose tokens still open something, by id and by token. */
function createEntries(clock: Clock, tokenLifeMs: number) {
  const entries = new Map<string, Entry>();
  const byToken = new Map<string, Entry>();
  const isOver = ({ asked }: Entry): boolean => clock.now() - asked.askedAt >= tokenLifeMs;

  /** The oldest stand first. */
  function dropOver(): void {
    for (const [id, entry] of entries) {
      if (!isOver(entry)) return;
      entries.delete(id);
      byToken.delete(entry.asked.token);
    }
  }

  return {
    expireTokens: () => byToken.clear(),
    entries,
    byToken,
    isOver,
    add: (entry: Entry): void => {
      dropOver();
      entries.set(entry.asked.id, entry);
      byToken.set(entry.asked.token, entry);
    },
  };
}

/** Makes tokens as long as Discord's, about 200 characters. */
const TOKEN_BYTES = 150;

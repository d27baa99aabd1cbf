import { randomBytes } from 'node:crypto';
import { GatewayOpcodes } from 'discord-api-types/v10';
import type { Clock } from '#sandbox/discord/clock.ts';

/** How long a session can be taken up again after its connection broke. Discord names no number; minutes in practice. */
const RESUMABLE_MS = 180_000;

type Dispatch = { readonly op: GatewayOpcodes.Dispatch; readonly t: string; readonly s: number; readonly d: unknown };

/** Where a session's payloads go while it has a connection. */
export type Line = { readonly send: (payload: unknown) => void; readonly isOpen: () => boolean };

export type Session = {
  readonly id: string;
  readonly intents: number;
  readonly dispatch: (event: string, data: unknown) => void;
  readonly attach: (line: Line) => void;
  /** Sends again what came after `seq`. False when `seq` was never reached. */
  readonly replay: (seq: number) => boolean;
  readonly detach: (line: Line) => void;
  readonly isAttached: () => boolean;
};

export type Sessions = {
  readonly open: (intents: number) => Session;
  /** Undefined when there is none by that id, or when it was away for too long. */
  readonly find: (id: string) => Session | undefined;
  readonly end: (id: string) => void;
  readonly live: () => readonly Session[];
};

export function createSessions({ clock }: { readonly clock: Clock }): Sessions {
  const sessions = new Map<string, Session>();
  const end = (id: string): void => void sessions.delete(id);
  return {
    open: (intents) => {
      const session = createSession(clock, intents, end);
      sessions.set(session.id, session);
      return session;
    },
    find: (id) => sessions.get(id),
    end,
    live: () => [...sessions.values()],
  };
}

/** A session outlives its connection: what is dispatched meanwhile waits in it. */
function createSession(clock: Clock, intents: number, end: (id: string) => void): Session {
  const id = randomBytes(16).toString('hex');
  const sent: Dispatch[] = [];
  let line: Line | undefined;
  let keepEnd = () => {};
  return {
    id,
    intents,
    dispatch: (event, data) => {
      const dispatch = { op: GatewayOpcodes.Dispatch, t: event, s: sent.length + 1, d: data } as const;
      sent.push(dispatch);
      line?.send(dispatch);
    },
    attach: (next) => {
      keepEnd();
      line = next;
    },
    replay: (seq) => {
      if (seq > sent.length) return false;
      for (const dispatch of sent.slice(seq)) line?.send(dispatch);
      return true;
    },
    detach: (from) => {
      if (line !== from) return;
      line = undefined;
      keepEnd = clock.after(RESUMABLE_MS, () => end(id));
    },
    isAttached: () => line?.isOpen() ?? false,
  };
}

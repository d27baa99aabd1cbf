import { randomBytes } from 'node:crypto';
import { GatewayOpcodes } from 'discord-api-types/v10';
import type { Clock } from '#sandbox/discord/clock.ts';

/** How long a session can be taken up again after its connection broke. Discord names no number; minutes in practice. */
const RESUMABLE_MS = 180_000;

/** Payloads that a session can send again; who missed more has to begin anew. */
const REPLAYABLE = 10_000;

type Dispatch = { readonly op: GatewayOpcodes.Dispatch; readonly t: string; readonly s: number; readonly d: unknown };

/** Where a session's payloads go while it has a connection. */
export type Line = { readonly send: (payload: unknown) => void; readonly isOpen: () => boolean };

export type Session = {
  readonly id: string;
  readonly intents: number;
  readonly dispatch: (event: string, data: unknown) => void;
  readonly attach: (line: Line) => void;
  /** Sends again what came after `seq`. `never`: it was never reached; `forgotten`: not all of that is kept any more. */
  readonly replay: (seq: number) => 'sent' | 'never' | 'forgotten';
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

type Deps = { readonly clock: Clock; readonly resumableMs?: number | undefined };

export function createSessions({ clock, resumableMs = RESUMABLE_MS }: Deps): Sessions {
  const sessions = new Map<string, Session>();
  const end = (id: string): void => void sessions.delete(id);
  return {
    open: (intents) => {
      const session = createSession({ clock, resumableMs }, intents, end);
      sessions.set(session.id, session);
      return session;
    },
    find: (id) => sessions.get(id),
    end,
    live: () => [...sessions.values()],
  };
}

/** A session outlives its connection: what is dispatched meanwhile waits in it. */
function createSession({ clock, resumableMs }: Required<Deps>, intents: number, end: (id: string) => void): Session {
  const id = randomBytes(16).toString('hex');
  let sent: Dispatch[] = [];
  let count = 0;
  let line: Line | undefined;
  let keepEnd = () => {};
  return {
    id,
    intents,
    dispatch: (event, data) => {
      count += 1;
      const dispatch = { op: GatewayOpcodes.Dispatch, t: event, s: count, d: data } as const;
      sent.push(dispatch);
      if (sent.length >= REPLAYABLE * 2) sent = sent.slice(-REPLAYABLE);
      line?.send(dispatch);
    },
    attach: (next) => {
      keepEnd();
      line = next;
    },
    replay: (seq) => {
      if (seq > count) return 'never';
      if (count - seq > sent.length) return 'forgotten';
      for (const dispatch of sent.slice(sent.length - (count - seq))) line?.send(dispatch);
      return 'sent';
    },
    detach: (from) => {
      if (line !== from) return;
      line = undefined;
      keepEnd = clock.after(resumableMs ?? RESUMABLE_MS, () => end(id));
    },
    isAttached: () => line?.isOpen() ?? false,
  };
}

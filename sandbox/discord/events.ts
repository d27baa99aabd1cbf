import type { PageEvent } from '#sandbox/page/protocol.ts';

type Listener = (event: PageEvent) => void;

/** Tells whoever looks on (the chat page, a waiting test) what has changed. */
export type Announcer = {
  readonly announce: Listener;
  /** The returned function ends it. */
  readonly subscribe: (listener: Listener) => () => void;
};

export function createAnnouncer(): Announcer {
  const listeners = new Set<Listener>();
  return {
    announce: (event) => {
      for (const listener of [...listeners]) listener(event);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

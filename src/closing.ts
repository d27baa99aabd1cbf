/** What was started, to be closed in reverse. */
export type Closing = {
  /** Registers how to close what has just been started. */
  readonly defer: (close: () => void | Promise<void>) => void;
  /** Closes everything, last started first, each once, even when one fails. May be called again: it is one closing. */
  readonly close: () => Promise<void>;
};

/** The platform's AsyncDisposableStack would serve, but Node 22 has none. */
export function createClosing(failed: (error: unknown) => void): Closing {
  const open: (() => void | Promise<void>)[] = [];
  let closing: Promise<void> | undefined;

  async function closeAll(): Promise<void> {
    for (let close = open.pop(); close; close = open.pop()) {
      try {
        await close();
      } catch (error) {
        failed(error);
      }
    }
  }

  return {
    defer: (close) => {
      open.push(close);
    },
    close: () => {
      closing ??= closeAll();
      return closing;
    },
  };
}

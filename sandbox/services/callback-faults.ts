import type { Random } from '#sandbox/media/drawing/random.ts';
import { createRandom } from '#sandbox/media/drawing/random.ts';
import type { CallbackFaults } from './operator.ts';
import { pause } from './pause.ts';
import type { Tallying } from './tally.ts';

type Deps = { readonly tally: Tallying; readonly timeScale: number; readonly closing: AbortSignal };

/** What chance does to the callbacks of a service. */
export type Chance = {
  readonly set: (faults: CallbackFaults | undefined) => void;
  /** How often the next callback is sent: once, unless chance says otherwise. */
  readonly times: () => 0 | 1 | 2;
  /** Sends it, when chance says. Resolves when that is done. */
  readonly send: (send: () => Promise<unknown>) => Promise<void>;
};

/** For want of another callback to come after, one that was held back goes out by itself; scaled as tries are. */
const OVERTAKEN_WITHIN_MS = 3_000;

export function createChance({ tally, timeScale, closing }: Deps): Chance {
  let faults: CallbackFaults = {};
  let random: Random = createRandom('');
  let heldBack: (() => void)[] = [];
  const strikes = (rate = 0): boolean => rate > 0 && random.chance(rate);

  async function sendThenLetGo(send: () => Promise<unknown>): Promise<void> {
    const waiting = heldBack;
    heldBack = [];
    await send();
    for (const letGo of waiting) letGo();
  }

  function overtaken(): Promise<void> {
    tally.fault('reordered');
    const isOver = new AbortController();
    return new Promise((resolve) => {
      const letGo = () => {
        isOver.abort();
        resolve();
      };
      heldBack.push(letGo);
      void pause(OVERTAKEN_WITHIN_MS * timeScale, AbortSignal.any([closing, isOver.signal])).then(letGo);
    });
  }

  return {
    set: (next = {}) => {
      faults = next;
      random = createRandom(`callbacks ${next.seed ?? 0}`);
    },
    times: () => {
      if (strikes(faults.lost)) {
        tally.fault('lost');
        return 0;
      }
      if (!strikes(faults.doubled)) return 1;
      tally.fault('doubled');
      return 2;
    },
    send: async (send) => {
      if (strikes(faults.late)) {
        tally.fault('late');
        await pause(faults.lateMs ?? LATE_MS, closing);
        return sendThenLetGo(send);
      }
      if (!strikes(faults.reordered)) return sendThenLetGo(send);
      await overtaken();
      await send();
    },
  };
}

const LATE_MS = 5_000;

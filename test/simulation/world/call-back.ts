import * as z from 'zod';
import type { CallbackReading, Provider } from '#domain/ports/provider.ts';
import type { Settlement } from '#domain/settlement.ts';
import { failed, settlement } from '#domain/settlement.ts';
import type { Faults } from '#test/simulation/faults.ts';
import type { Random } from '#test/simulation/random.ts';
import type { Timeline } from '#test/simulation/timeline.ts';

/** A generation that is to be called back about. */
export type About = {
  readonly service: string;
  readonly jobId: string;
  readonly taskId: string;
  readonly trackId: string;
  readonly isStopped: () => boolean;
  readonly callsAgain: boolean;
};

/** Calls back `afterMs` from now, in the way that services do: perhaps twice, perhaps never, perhaps with nonsense. */
export type CallBack = (about: About, afterMs: number, ending: Settlement) => void;

/** What a callback's POST was answered with; undefined when nobody answered. */
export type Door = (service: string, trackId: string, body: string) => Promise<number | undefined>;

type Deps = {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly faults: Faults;
  readonly door: Door;
  /** A 200 has reached the service: what it was about has to be stored by now. */
  readonly acknowledged: (jobId: string, body: string) => void;
};

/** How often a service that calls again tries in all, and the time between, as each::labs does. */
const TRIES = 4;
const TRY_AGAIN_MS = 10_000;

export function createCallBack({ timeline, random, faults, door, acknowledged }: Deps): CallBack {
  let sent = 0;

  function send(about: About, delayMs: number, reading: CallbackReading | string, tries = 1): void {
    sent += 1;
    // Each POST has a body of its own, so that its row can be told from all others.
    const body = typeof reading === 'string' ? `${reading} #${sent}` : JSON.stringify({ post: sent, reading });
    timeline.after(delayMs, () => {
      if (about.isStopped()) return;
      void post(about, body, tries);
    });
  }

  async function post(about: About, body: string, tries: number): Promise<void> {
    const status = await door(about.service, about.trackId, body);
    const heard = status === 200 && !faults.happens('acknowledgement lost');
    if (heard) acknowledged(about.jobId, body);
    else if (about.callsAgain && status !== 404 && tries < TRIES) {
      timeline.after(TRY_AGAIN_MS, () => void post(about, body, tries + 1));
    }
  }

  function sendEnd(about: About, afterMs: number, ending: Settlement): void {
    const end: CallbackReading = { news: 'ended', taskId: about.taskId, settlement: ending };
    const late = faults.happens('callback late') ? random.int(60_000, 20 * 60_000) : random.int(5, 300);
    const copies = faults.happens('callback doubled') ? random.int(1, 4) : 0;
    send(about, afterMs + late, end);
    // Some at the same instant, some much later.
    for (let copy = 0; copy < copies; copy += 1)
      send(about, afterMs + late + random.pick([0, 0, 1, 3_000, 90_000]), end);
  }

  return (about, afterMs, ending) => {
    if (faults.happens('callback about progress')) send(about, afterMs / 2, { news: 'progress' });
    if (faults.happens('callback reordered')) send(about, afterMs + random.int(500, 5_000), { news: 'progress' });
    if (faults.happens('callback makes no sense')) send(about, random.int(0, afterMs * 2), '<html>bad gateway</html>');
    if (faults.happens('callback names another task')) {
      const other = { news: 'ended', taskId: 'somebody-elses', settlement: failed('internal') } as const;
      send(about, random.int(0, afterMs * 2), other);
    }
    if (faults.happens('callback forged')) send(about, random.int(0, afterMs), { news: 'forged', detail: 'by a test' });
    if (!faults.happens('callback lost')) sendEnd(about, afterMs, ending);
  };
}

const posted = z.object({
  reading: z.union([
    z.object({ news: z.literal('ended'), taskId: z.string().optional(), settlement }),
    z.object({ news: z.literal('progress') }),
    z.object({ news: z.literal('forged'), detail: z.string() }),
  ]),
});

/** As a provider's room reads it: what is not one of its service's callbacks makes no sense. */
export const readCallback: Provider['readCallback'] = ({ body }) => {
  const text = new TextDecoder().decode(body);
  const read = text.startsWith('{') ? posted.safeParse(JSON.parse(text)) : undefined;
  if (!read?.success) return { news: 'nonsense', detail: 'not a callback' };
  const { reading } = read.data;
  if (reading.news !== 'ended') return reading;
  const { taskId, settlement: ended } = reading;
  return { news: 'ended', settlement: ended, ...(taskId !== undefined && { taskId }) };
};

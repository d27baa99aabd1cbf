import type { Process } from '#test/simulation/process.ts';
import type { Random } from '#test/simulation/random.ts';
import type { Timeline } from '#test/simulation/timeline.ts';
import type { Door } from './call-back.ts';

type Deps = {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly process: () => Process | undefined;
};

/** How long a service waits for an answer, in milliseconds. */
const SERVICE_TIMEOUT_MS = 30_000;

/** The way from a service to the process that runs at that moment. Nobody answers when there is none, or when it dies. */
export function createDoor({ timeline, random, process }: Deps): Door {
  return (service, trackId, body) =>
    new Promise((resolve) => {
      const giveUp = timeline.after(SERVICE_TIMEOUT_MS, () => resolve(undefined));
      timeline.after(random.int(5, 100), () => {
        const found = process();
        if (!found) return resolve(undefined);
        found.life.after(0, () => {
          void found.takeCallback(service, trackId, body).then((status) => {
            // The answer may be on its way when the service hangs up.
            giveUp();
            timeline.after(random.int(5, 60), () => resolve(status));
          });
        });
      });
    });
}

import type { PretendService } from '#sandbox/services/operator.ts';
import { count } from './count.ts';
import { preloadFor } from './life.ts';
import type { Protection } from './points.ts';
import type { LoadedWorld } from './world.ts';

/** Nothing more is coming when no message has come for so long. */
const QUIET_MS = 2_500;

/** Beyond every deadline of an image after the fourth. */
const STEP_MS = 3 * 60_000;

/** Given up then, whatever is left. */
const STEPS_MAX = 8;

/**
 * Lets the bot live until every job has ended and nothing is owed, moving time where it only waits for that: a submit of
 * unknown fate whose callback is lost ends at its deadline.
 */
export async function drain(
  world: LoadedWorld,
  promised: () => readonly string[],
  without?: Protection,
): Promise<void> {
  const { sandbox, travel } = world;
  for (const service of Object.values(sandbox.services)) {
    service.plan({});
    service.callbacks({});
    await finishHeld(service);
  }
  for (let step = 0; step < STEPS_MAX; step += 1) {
    travel(STEP_MS);
    await sandbox.bot.start({ preloads: [preloadFor({ pass: 1, aheadMs: world.aheadMs(), without })] });
    await sandbox.discord.waitUntilOnline();
    await untilQuiet(world);
    await sandbox.bot.stop();
    const { open, owed } = count(sandbox, promised());
    // Nothing more will come, whatever is missing.
    if (open + owed === 0) return;
  }
}

/** Nobody is at home to hear of it. */
async function finishHeld({ jobs, act }: PretendService): Promise<void> {
  const held = jobs().filter(({ state, finishesAt }) => state === 'processing' && finishesAt === null);
  await Promise.all(held.map(({ id }) => act(id, 'finish')));
}

/** Resolves when nothing has been written in Discord for a while. */
function untilQuiet({ sandbox }: LoadedWorld): Promise<void> {
  return new Promise((resolve) => {
    let timer = setTimeout(done, QUIET_MS);
    const leave = sandbox.discord.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(done, QUIET_MS);
    });
    function done(): void {
      leave();
      resolve();
    }
  });
}

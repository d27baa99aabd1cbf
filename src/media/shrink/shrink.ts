import { stat } from 'node:fs/promises';
import type { StoredFile } from '#domain/artifact.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { MediaStore } from '#domain/ports/media-store.ts';
import { isThere, locate } from '#media/inside.ts';
import type { Measuring } from '#media/measure.ts';
import type { Part } from '#media/part.ts';
import type { Programs } from './programs.ts';
import type { Recipe } from './recipe.ts';
import type { Wanted } from './rendition.ts';
import { describeRendition, findRendition, keepRendition, kindOf } from './rendition.ts';
import { shrinkImage } from './shrink-image.ts';
import { shrinkSound } from './shrink-sound.ts';
import { shrinkVideo } from './shrink-video.ts';

type Deps = {
  readonly dir: string;
  readonly measuring: Pick<Measuring, 'measure'>;
  readonly programs: Pick<Programs, 'run'>;
  readonly logger: Logger;
};

const RECIPES: ReadonlyMap<string, Recipe> = new Map([
  ['image', shrinkImage],
  ['video', shrinkVideo],
  ['audio', shrinkSound],
]);

/** The second aims by what the first one weighed, and somewhat lower. */
const TRIES_MAX = 2;
const LOWER = 0.95;

/** What was tried in vain is not tried again at every turn of an outage; more than that are never in trouble together. */
const HOPELESS_MAX = 1_000;

/**
 * Makes `{place}.max{bytes}.{extension}` beside `{place}.{extension}`, whole or not at all. What fits already is its own
 * smaller version.
 */
export function createShrink(deps: Deps): MediaStore['shrink'] {
  const { dir, logger } = deps;
  const inHand = new Map<string, Promise<StoredFile | undefined>>();
  const hopeless = new Set<string>();

  return async (file, maxBytes) => {
    if (file.bytes <= maxBytes) return file;
    const name = `${file.path} ${maxBytes}`;
    if (hopeless.has(name)) return undefined;
    const making = inHand.get(name) ?? findOrMake({ file, maxBytes }).finally(() => inHand.delete(name));
    inHand.set(name, making);
    return making;
  };

  async function findOrMake(wanted: Wanted): Promise<StoredFile | undefined> {
    const { file, maxBytes } = wanted;
    const recipe = RECIPES.get(kindOf(file));
    if (!recipe) return undefined;
    try {
      const earlier = await findRendition(wanted, deps);
      if (earlier || !(await isThere(dir, file))) return earlier;
      return await keepRendition(wanted, deps, (part) => fill(part, wanted, recipe));
    } catch (error) {
      logger.error({ path: file.path, maxBytes, err: error }, 'smaller version could not be written');
      return undefined;
    }
  }

  /** Tries until what stands in the part fits. */
  async function fill(part: Part, wanted: Wanted, recipe: Recipe): Promise<StoredFile | undefined> {
    const { file, maxBytes } = wanted;
    let share = 1;
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const program = recipe({ source: locate(dir, file), target: part.path, file, maxBytes, share });
      if (!program) break;
      const ran = await deps.programs.run(program);
      if (ran.outcome === 'missing') return undefined;
      if (ran.outcome === 'failed') {
        logger.info({ path: file.path, maxBytes, detail: ran.detail }, 'no smaller version');
        break;
      }
      const made = await describeRendition(part, wanted, deps);
      if (made) return made;
      share *= (LOWER * maxBytes) / (await stat(part.path)).size;
    }
    giveUp(`${file.path} ${maxBytes}`);
    return undefined;
  }

  function giveUp(name: string): void {
    hopeless.add(name);
    const [oldest] = hopeless;
    if (hopeless.size > HOPELESS_MAX && oldest !== undefined) hopeless.delete(oldest);
  }
}

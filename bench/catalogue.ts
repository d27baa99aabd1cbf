import { performance } from 'node:perf_hooks';
import type { Bench } from '#bench/figure.ts';
import { createCatalogue, type RunningCatalogue } from '#catalogue/catalogue.ts';
import type { Model } from '#domain/model.ts';
import type { Provider } from '#domain/ports/provider.ts';

// How much slower a suggestion gets when the catalogue grows a hundredfold, and how much slower reading every model gets:
// run with `npx node bench/catalogue.ts`. Only ratios within one run mean anything; the second one shows that this bench
// can tell an index from none. Exits 1 when the index does not keep its bound, or the control does.

const [FEW, MANY] = [500, 50_000];
const MOST_RATIO = 3;
const ROUNDS = 400;
const LIMIT = 25;

const ADJECTIVES = ['real', 'dream', 'anime', 'deep', 'epic', 'stable', 'crystal', 'neon', 'paper', 'velvet'];
const NOUNS = ['vision', 'diffusion', 'shaper', 'mix', 'flux', 'portrait', 'landscape', 'toon', 'render', 'clay'];

/** What members type: nothing, a letter, a word, a word and a half, a part of a number, a whole name, what is nowhere. */
const TYPED = ['', 'f', 'st', 'flux', 'iffus', 'neon toon', 'mix 1', 'paper clay x', '49', '1234', 'zzz', 'ion ne'];

const nameOf = (number: number): string => {
  const [adjective, noun] = [ADJECTIVES[number % 10], NOUNS[Math.floor(number / 10) % 10]];
  return `${adjective}-${noun}-${ADJECTIVES[(number * 7) % 10]}-${number}`;
};

const modelAt = (number: number): Model => ({
  id: `modelslab/${nameOf(number)}`,
  provider: 'modelslab',
  name: nameOf(number),
  label: nameOf(number).replaceAll('-', ' ').toUpperCase(),
  uses: ['imagine', 'edit'],
  route: 'community',
  prompt: { need: 'required' },
  options: {},
  inputs: [],
  nsfw: number % 3 === 0,
  popularity: (number * 7_919) % 10_007,
});

const nothing = (): never => {
  throw new Error('not asked for here');
};

async function open(
  count: number,
): Promise<{ catalogue: RunningCatalogue; models: readonly Model[]; longestTurnMs: number }> {
  const models = Array.from({ length: count }, (_, number) => modelAt(number));
  const provider: Provider = {
    name: 'modelslab',
    label: 'ModelsLab',
    maxConcurrency: 1,
    models,
    repeatsSafely: false,
    submit: nothing,
    poll: nothing,
    readCallback: nothing,
    pollDelayMs: nothing,
  };
  const catalogue = createCatalogue({
    providers: new Map([[provider.name, provider]]),
    store: { load: async () => [], save: async () => undefined },
    clock: { now: () => 0, after: () => () => undefined },
    random: () => 0.5,
    logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
  });
  const began = performance.now();
  const turns = watchTurns();
  await catalogue.start();
  const longestTurnMs = turns.stop();
  const ms = performance.now() - began;
  console.info(
    `${count} models: ready after ${ms.toFixed(0)} ms, longest turn of the loop ${longestTurnMs.toFixed(1)} ms`,
  );
  return { catalogue, models, longestTurnMs };
}

/** Measures how long others had to wait for their turn. */
function watchTurns() {
  let longest = 0;
  let last = performance.now();
  let isOver = false;
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  return {
    stop: () => {
      isOver = true;
      return longest;
    },
  };
}

/** The middle of many rounds, in microseconds for one suggestion. */
function timeOf(suggest: (typed: string) => unknown, typed: readonly string[], rounds: number): number {
  const times = Array.from({ length: rounds }, () => {
    const began = performance.now();
    for (const each of typed) suggest(each);
    return ((performance.now() - began) * 1_000) / typed.length;
  });
  return times.toSorted((one, other) => one - other)[Math.floor(rounds / 2)] ?? 0;
}

/** Without an index: every model is looked at. */
const scan = (models: readonly Model[]) => (typed: string) =>
  models
    .filter(({ nsfw, name, label }) => !nsfw && (name.includes(typed) || label.toLowerCase().includes(typed)))
    .slice(0, LIMIT);

const suggestFrom = (catalogue: RunningCatalogue) => (typed: string) =>
  catalogue.suggest({ use: 'imagine', typed, nsfwAllowed: false, limit: LIMIT });

/** The middle for one suggestion over all that members type, large against small, in microseconds. */
function compare(small: (typed: string) => unknown, large: (typed: string) => unknown, rounds: number) {
  const [smallMicros, largeMicros] = [timeOf(small, TYPED, rounds), timeOf(large, TYPED, rounds)];
  return { ratio: largeMicros / smallMicros, detail: `${smallMicros.toFixed(1)} µs → ${largeMicros.toFixed(1)} µs` };
}

/** How much slower a suggestion gets when the catalogue grows a hundredfold, and how much slower reading every model gets. */
export const catalogue: Bench = async () => {
  const [few, many] = [await open(FEW), await open(MANY)];
  for (const typed of TYPED) {
    const [small, large] = [few, many].map((each) => timeOf(suggestFrom(each.catalogue), [typed], ROUNDS));
    const counts = [few, many].map((each) => suggestFrom(each.catalogue)(typed).length);
    console.info(`  “${typed}”: ${small?.toFixed(1)} µs → ${large?.toFixed(1)} µs (${counts.join(' → ')} found)`);
  }
  const indexed = compare(suggestFrom(few.catalogue), suggestFrom(many.catalogue), ROUNDS);
  const control = compare(scan(few.models), scan(many.models), 20);
  return [
    {
      name: `a suggestion from ${MANY} models against one from ${FEW}`,
      ...indexed,
      goal: { atMost: MOST_RATIO },
      control: { name: 'reading every model', ratio: control.ratio },
    },
  ];
};

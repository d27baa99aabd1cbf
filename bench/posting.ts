import { REST, Routes } from 'discord.js';
import type { Bench } from '#bench/figure.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { createSandbox } from '#sandbox/sandbox.ts';

const JOBS = 900;
const CHANNELS = 100;
const LIMIT = 50;

/** Several times what it takes. */
const WITHIN_MS = 120_000;

/** How far away Discord is, in milliseconds. */
const LATENCY_MS = 150;

/**
 * What the bot sends when many results are ready at once, as the pretend Discord sees it: how many calls a second, and how
 * many in the fullest second, wherever that begins. The control is Discord's client library with its own limiter.
 */
export const posting: Bench = async () => {
  const ours = await withDiscord(async (sandbox) => {
    await finishAtOnce(sandbox, JOBS);
    return counted(sandbox);
  });
  const library = await withDiscord(async (sandbox) => {
    await postByLibrary(sandbox, JOBS);
    return counted(sandbox);
  });
  return [
    {
      name: 'calls a second at a limit of 50',
      ratio: ours.perSecond,
      goal: { atLeast: 49 },
      detail: `${ours.calls} calls, ${ours.limited} answered 429; the library, which is answered 429, ${library.perSecond.toFixed(1)}`,
    },
    {
      name: 'calls in the fullest second, of 50',
      ratio: ours.limited > 0 ? Number.POSITIVE_INFINITY : ours.fullest / LIMIT,
      goal: { atMost: 1 },
      control: { name: 'the library alone', ratio: library.fullest / LIMIT },
      detail: `${ours.fullest} calls; the library ${library.fullest}`,
    },
  ];
};

async function withDiscord<T>(measure: (sandbox: Sandbox) => Promise<T>): Promise<T> {
  const sandbox = await createSandbox({
    page: false,
    media: 'tiny',
    keysOf: ['modelslab'],
    modelslab: { queueLimit: JOBS + 1 },
    env: { MODELSLAB_MAX_CONCURRENCY: '1000' },
  });
  try {
    await sandbox.ready(60_000);
    return await measure(sandbox);
  } finally {
    await sandbox.close();
  }
}

async function finishAtOnce({ discord, modelslab }: Sandbox, count: number): Promise<void> {
  modelslab.plan({ hold: true });
  const people = discord.addPeople(count);
  const channels = discord.addChannels(CHANNELS);
  for (const [index, { id }] of people.entries()) {
    const channelId = channels[index % CHANNELS]?.id ?? '';
    await discord.runCommand({
      personId: id,
      channelId,
      command: 'imagine',
      options: [{ name: 'prompt', value: `a bower, number ${index}` }],
    });
  }
  await modelslab.waitForJob(() => modelslab.jobs().length === count, WITHIN_MS);
  discord.delay({ afterMs: LATENCY_MS });
  discord.limitStrictly(true);
  const ended = new Set<string>();
  const allEnded = discord.waitForMessage(({ id, content }) => {
    if (content.includes('ready')) ended.add(id);
    return ended.size === count;
  }, WITHIN_MS);
  await Promise.all(modelslab.jobs().map(({ id }) => modelslab.act(id, 'finish')));
  await allEnded;
}

async function postByLibrary({ bot, discord }: Sandbox, count: number): Promise<void> {
  await bot.stop();
  const channels = discord.addChannels(CHANNELS);
  discord.delay({ afterMs: LATENCY_MS });
  discord.limitStrictly(true);
  const rest = new REST({ api: discord.apiUrl, version: '10' }).setToken(discord.token);
  const post = (index: number) =>
    rest.post(Routes.channelMessages(channels[index % CHANNELS]?.id ?? ''), { body: { content: `number ${index}` } });
  await Promise.all(Array.from({ length: count }, (_, index) => post(index)));
}

type Counted = {
  readonly calls: number;
  readonly perSecond: number;
  readonly fullest: number;
  readonly limited: number;
};

function counted({ discord }: Sandbox): Counted {
  const posts = discord.calls().filter(({ isCounted, method }) => isCounted && method === 'POST');
  const instants = posts.map(({ at }) => at).toSorted((one, other) => one - other);
  const [first = 0, last = 0] = [instants[0], instants.at(-1)];
  // What a limiter lets through in one go at first is not what it sustains.
  const sustained = instants.filter((instant) => instant >= first + 1_000);
  return {
    calls: posts.length,
    perSecond: ((sustained.length - 1) * 1_000) / (last - (sustained[0] ?? last)),
    fullest: fullestSecond(instants),
    limited: posts.filter(({ status }) => status === 429).length,
  };
}

/** The most of these instants, in milliseconds and in order, that lie within one second. */
function fullestSecond(instants: readonly number[]): number {
  let from = 0;
  let most = 0;
  for (const [index, instant] of instants.entries()) {
    while (instant - (instants[from] ?? instant) >= 1_000) from += 1;
    most = Math.max(most, index - from + 1);
  }
  return most;
}

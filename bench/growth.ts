import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Bench } from '#bench/figure.ts';
import { median } from '#bench/figure.ts';
import type { Grown } from './grown-database.ts';
import { growDatabase, MEMBERS } from './grown-database.ts';
import { seededRandom } from './load/random.ts';

const [FEW, MANY] = [100_000, 5_000_000];

const ROUNDS = 60;

/** As many as come together under load: what one commit carries. */
const TOGETHER = 32;

/** What accepting, a callback and a look-up cost at five million jobs against a hundred thousand, in the same rounds. */
export const growth: Bench = async () => {
  const dir = await mkdtemp(join(tmpdir(), 'bowerbird-bench-'));
  try {
    const few = await growDatabase(join(dir, 'few.db'), FEW);
    const many = await growDatabase(join(dir, 'many.db'), MANY);
    const [small, large] = [await costs(few), await costs(many)];
    await Promise.all([few.close(), many.close()]);
    const detail = (of: keyof Costs) => `${small[of].toFixed(1)} µs at ${FEW}, ${large[of].toFixed(1)} µs at ${MANY}`;
    return [
      { name: 'accepting a job', ratio: large.accept / small.accept, goal: { atMost: 1.2 }, detail: detail('accept') },
      {
        name: 'a callback that ends a job',
        ratio: large.callback / small.callback,
        goal: { atMost: 1.2 },
        detail: detail('callback'),
      },
      {
        name: 'looking a job up, by id',
        ratio: large.find / small.find,
        goal: { atMost: 1.5 },
        detail: detail('find'),
      },
      {
        name: "a member's latest jobs",
        ratio: large.list / small.list,
        goal: { atMost: 1.5 },
        control: { name: 'the same without an index', ratio: large.scan / small.scan },
        detail: detail('list'),
      },
    ];
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
};

type Costs = Readonly<Record<'accept' | 'callback' | 'find' | 'list' | 'scan', number>>;

/** In microseconds each, the middle of many rounds. */
async function costs(grown: Grown): Promise<Costs> {
  const random = seededRandom(7);
  const anyMember = () => Math.floor(random() * MEMBERS);
  const anyJob = () => grown.idAt(Math.floor(random() * grown.count));
  return {
    accept: await timeOf(() => grown.accept(anyMember())),
    callback: await timeOf(() => grown.callBack()),
    find: await timeOf(() => grown.find(anyJob())),
    list: await timeOf(() => grown.list(anyMember())),
    scan: await timeOf(async () => grown.scan(), 1, 3),
  };
}

async function timeOf(work: () => Promise<unknown>, together = TOGETHER, rounds = ROUNDS): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    await Promise.all(Array.from({ length: together }, work));
    times.push(((performance.now() - began) * 1_000) / together);
  }
  return median(times);
}

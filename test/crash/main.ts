/**
 * `npm run test:crash`: the long run. The power is cut in at least 6,000 images of the database, then the bot is killed a
 * thousand times under load, then its way back from a kill is measured. The exit code is 1 when anything was lost, doubled
 * or submitted twice.
 *
 *   npm run test:crash -- --kills 1000 --jobs 5000 --seed 1 --images 6000
 *
 * 0 kills or 0 images leave that part out.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { whyNoPretendDisk } from '#sandbox/disk/pretend-disk.ts';
import { runKillLoop } from './kill-loop/kill-loop.ts';
import { faultsOf, tableOf } from './kill-loop/table.ts';
import { cutPower } from './power-cut/power-cut.ts';
import { measureComingBack } from './recovery.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    jobs: { type: 'string', default: '5000' },
    images: { type: 'string', default: '6000' },
    seed: { type: 'string', default: '1' },
  },
});
const kills = numberOf(values.kills);
const jobs = numberOf(values.jobs);
const images = numberOf(values.images);
const seed = numberOf(values.seed);

const dir = await mkdtemp(join(tmpdir(), 'bowerbird-crash-'));
try {
  const faults = [...(await powerCuts()), ...(await killLoop())];
  await comingBack();
  for (const fault of faults) print(`FAULT  ${fault}`);
  process.exitCode = faults.length > 0 ? 1 : 0;
} finally {
  await rm(dir, { recursive: true, force: true, maxRetries: 3 });
}

function numberOf(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new Error(`«${text}» is no number of anything`);
}

/** A log of callbacks is worth so many images; small databases are opened quickly. */
async function powerCuts(): Promise<readonly string[]> {
  const ROUND = { callbacks: 500, images: 1_500 };
  const why = images > 0 ? whyNoPretendDisk() : 'not asked for';
  if (why !== undefined) print(`power cuts left out: ${why}`);
  if (why !== undefined) return [];
  const sum = { images: 0, corrupt: 0, lossy: 0, details: [] as string[] };
  for (let round = 0; sum.images < images; round += 1) {
    const size = { ...ROUND, images: Math.min(ROUND.images, images - sum.images) };
    const report = await cutPower({ dir: join(dir, `power-cut-${round}`), seed: seed + round, ...size });
    sum.images += report.images;
    sum.corrupt += report.corrupt;
    sum.lossy += report.lossy;
    sum.details.push(...report.details);
  }
  print(`power cuts: ${sum.images} images, ${sum.corrupt} corrupt, ${sum.lossy} without something acknowledged`);
  return sum.details;
}

async function killLoop(): Promise<readonly string[]> {
  if (kills === 0) return [];
  const report = await runKillLoop({ dir: join(dir, 'kill-loop'), kills, jobs, seed, progress });
  print(tableOf(report));
  const faults = faultsOf(report);
  return faults.length > 0 ? [...faults, `seen with --kills ${kills} --jobs ${jobs} --seed ${seed}`] : [];
}

function progress(done: number, asked: number): void {
  if (done % 50 === 0) print(`${done} kills, ${asked} requests`);
}

async function comingBack(): Promise<void> {
  for (const walMib of [0, 64]) {
    const { median, slowest, bareMedian } = await measureComingBack({ dir: join(dir, `wal-${walMib}`), walMib });
    const ratio = (median / bareMedian).toFixed(1);
    print(`from the kill to the next callback acknowledged, with ${walMib} MiB of log left behind:`);
    print(`  ${median} ms, at most ${slowest} ms; ${ratio} times a bare server's ${bareMedian} ms`);
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

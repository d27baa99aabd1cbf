import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Operation } from '#sandbox/disk/operations.ts';
import { createPretendDisk } from '#sandbox/disk/pretend-disk.ts';
import type { Chance } from '#test/crash/chance.ts';
import { createChance } from '#test/crash/chance.ts';
import type { DiskMemory } from './disk-memory.ts';
import { createDiskMemory, LEFTOVERS } from './disk-memory.ts';
import type { Promises } from './examine.ts';
import { examine, layOut, opensAsUsual } from './examine.ts';

export type PowerCutOptions = {
  /** An empty folder. */
  readonly dir: string;
  readonly seed: number;
  readonly callbacks: number;
  /** Databases that are rebuilt and opened; a third of them for each leftover. */
  readonly images: number;
  /** For the control: the level of durability, instead of the one that the product asks for. */
  readonly synchronous?: 'NORMAL';
};

export type PowerCutReport = {
  readonly images: number;
  readonly corrupt: number;
  /** Images without something that had been promised. */
  readonly lossy: number;
  /** Promises broken in the worst of them. */
  readonly worst: number;
  /** What was found in the first few images that are not whole, and how to see it again. */
  readonly details: readonly string[];
};

const DATABASE = 'bowerbird.db';

/** The index of the log, `-shm`, is written anew after a crash; the lock is empty. */
const DATABASE_FILES = [DATABASE, `${DATABASE}-wal`, `${DATABASE}-journal`];

/** Small, so that a short run also sees the log being folded into the file and begun again. */
const CHECKPOINT_PAGES = 120;

/** One image in so many is also opened by the product itself, which takes longer. */
const AS_USUAL_EVERY = 50;

/** Lets a process take callbacks on a watched disk, then cuts the power again and again, off line. */
export async function cutPower(options: PowerCutOptions): Promise<PowerCutReport> {
  const data = join(options.dir, 'data');
  const operations = await takeCallbacks(data, options);
  const chance = createChance(options.seed);
  const isDatabase = (path: string) => DATABASE_FILES.some((name) => path === join(data, name));
  const memory = createDiskMemory(isDatabase);
  const promises = createPromises(join(data, 'promises'));
  const report = createReport(options);

  const cuts = cutPoints(operations, Math.ceil(options.images / LEFTOVERS.length), chance);
  for (const [at, operation] of operations.entries()) {
    memory.take(operation);
    promises.take(operation);
    for (let times = cuts.get(at) ?? 0; times > 0; times -= 1)
      cutHere({ at, memory, promises: promises.soFar, folder: join(options.dir, 'image'), chance, report });
  }
  return report.sum();
}

/** Runs the process to its end and answers what it did to its disk. */
async function takeCallbacks(data: string, options: PowerCutOptions): Promise<readonly Operation[]> {
  const { dir, seed, callbacks, synchronous } = options;
  await mkdir(data, { recursive: true });
  const disk = await createPretendDisk({ dir, prefix: data, watched: true });
  const preload = new URL('./other-pragmas.ts', import.meta.url);
  preload.searchParams.set('checkpointPages', String(CHECKPOINT_PAGES));
  if (synchronous) preload.searchParams.set('synchronous', synchronous);
  const entry = fileURLToPath(new URL('./take-callbacks.ts', import.meta.url));
  const told = [join(data, DATABASE), join(data, 'promises'), String(callbacks), String(seed)];
  const stdio = ['ignore', 'inherit', 'inherit'] as const;
  const child = spawn(process.execPath, ['--import', preload.href, entry, ...told], {
    env: { ...disk.env },
    stdio: [...stdio],
  });
  const [code, signal] = await once(child, 'exit');
  if (signal !== 'SIGKILL') throw new Error(`the process that takes callbacks ended by itself: ${code ?? signal}`);
  return disk.operations();
}

/** How often the power is cut after which operation. Half of the cuts come just after a promise, the worst moment. */
function cutPoints(operations: readonly Operation[], count: number, chance: Chance): ReadonlyMap<number, number> {
  const promises = operations.flatMap(({ path }, at) => (path.endsWith('/promises') ? [at] : []));
  const cuts = new Map<number, number>();
  for (let cut = 0; cut < count; cut += 1) {
    const at = cut % 2 ? chance.pick(promises) : chance.below(operations.length);
    cuts.set(at, (cuts.get(at) ?? 0) + 1);
  }
  return cuts;
}

type Cut = {
  readonly at: number;
  readonly memory: DiskMemory;
  readonly promises: Promises;
  readonly folder: string;
  readonly chance: Chance;
  readonly report: Report;
};

function cutHere({ at, memory, promises, folder, chance, report }: Cut): void {
  for (const leftover of LEFTOVERS) {
    const path = layOut(folder, memory.cut(leftover, chance), DATABASE);
    const finding = examine(path, promises);
    const number = report.add(finding, `cut after operation ${at}, ${leftover} left`);
    if (finding.state === 'whole' && number % AS_USUAL_EVERY === 0) opensAsUsual(path);
  }
}

function createPromises(file: string) {
  const soFar = { accepted: [] as string[], callback: [] as string[], delivered: [] as string[] };
  return {
    soFar,
    take: (operation: Operation): void => {
      if (operation.path !== file || operation.did !== 'write') return;
      const [what = '', id = ''] = Buffer.from(operation.bytes).toString().trim().split(' ');
      if (what === 'accepted' || what === 'callback' || what === 'delivered') soFar[what].push(id);
    },
  };
}

type Report = ReturnType<typeof createReport>;

const DETAILS_MAX = 5;

function createReport({ seed, callbacks, images }: PowerCutOptions) {
  const sum = { images: 0, corrupt: 0, lossy: 0, worst: 0, details: [] as string[] };
  return {
    add: (finding: ReturnType<typeof examine>, where: string): number => {
      sum.images += 1;
      if (finding.state === 'corrupt') sum.corrupt += 1;
      if (finding.state === 'lossy') sum.lossy += 1;
      if (finding.state === 'lossy') sum.worst = Math.max(sum.worst, finding.lost);
      if (finding.state !== 'whole' && sum.details.length < DETAILS_MAX)
        sum.details.push(
          `${where}: ${finding.state}, ${finding.detail} (seed ${seed}, ${callbacks} callbacks, ${images} images)`,
        );
      return sum.images;
    },
    sum: (): PowerCutReport => sum,
  };
}

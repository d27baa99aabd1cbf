import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { playAll } from './players.ts';
import { tellSummary, tellViolation } from './report.ts';
import { JOBS_PER_WORLD, shardsOf } from './shards.ts';

const USAGE = `npm run simulate -- [options]
  --seed TEXT     where chance begins; the same seed plays the same (default: 1)
  --jobs N        jobs that members ask for, ${JOBS_PER_WORLD} in each world (default: 100000)
  --world N       this world of the seed alone; --jobs is then its size
  --threads N     worlds at the same time (default: the cores of this machine)
  --log           what the product warns of, on stderr`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string' },
    world: { type: 'string' },
    threads: { type: 'string', default: String(availableParallelism()) },
    log: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(`${USAGE}\n`);
else process.exitCode = await simulate();

/** Answers with the exit code: 1 when a promise was broken. */
async function simulate(): Promise<number> {
  const { seed, world } = values;
  const jobs = number('jobs', values.jobs ?? (world === undefined ? '100000' : String(JOBS_PER_WORLD)));
  const shards =
    world === undefined
      ? shardsOf({ seed, jobs })
      : [{ index: number('world', world), seed: `${seed}/${number('world', world)}`, jobs }];
  const begun = performance.now();
  const played = await playAll(shards, {
    threads: Math.max(1, number('threads', values.threads)),
    log: values.log,
    played: (count) => process.stderr.isTTY && process.stderr.write(`\r${count} of ${shards.length} worlds`),
  });
  process.stderr.write(`\n${((performance.now() - begun) / 1000).toFixed(1)} s\n`);
  process.stdout.write(`${tellSummary(played, { seed })}\n`);
  const violation = tellViolation(played, { seed });
  process.stdout.write(`${violation ?? '\nevery promise was kept'}\n`);
  return violation === undefined ? 0 : 1;
}

function number(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0) return value;
  process.stderr.write(`--${name} takes a whole number, not ${text}.\n${USAGE}\n`);
  process.exit(2);
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createTrackIds } from '#signing/track-ids.ts';
import { barrage, HONEST, honestCallbacks } from './fuzz/barrage.ts';
import { bodies, sweep } from './fuzz/bodies.ts';
import { forgedTrackIds, seeded } from './fuzz/forged.ts';
import { VALUES } from './fuzz/hostile.ts';
import { createServiceStage } from './fuzz/service-stage.ts';

// The long run of what the tests do for seconds: `npx node test/http/fuzz-long.ts [--bodies N] [--forged N] [--seed N]`.
// Exits 1 when anything was answered by another 5xx than 503, made a job unreadable, was logged as an error or accepted;
// a crash and a rejection that nobody heard end it, too.

const { values } = parseArgs({
  options: {
    bodies: { type: 'string', default: '100000' },
    forged: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    dir: { type: 'string', default: tmpdir() },
  },
});
const seed = Number(values.seed);
const say = (about: string, what: unknown) => process.stdout.write(`${about}: ${JSON.stringify(what)}\n`);
const faults: string[] = [];

const dir = await mkdtemp(join(values.dir, 'bowerbird-fuzz-'));
const stage = await createServiceStage(join(dir, 'bowerbird.db'));
for (const [name, source] of [
  ['every field by every value', sweep(VALUES)],
  ['random bodies', bodies(Number(values.bodies), seed)],
] as const) {
  const from = performance.now();
  const report = await barrage(stage, source);
  say(name, { ...report, seconds: (performance.now() - from) / 1000 });
  const strange = Object.keys(report.statuses).filter((status) => !['200', '404', '413', '503'].includes(status));
  if (strange.length > 0) faults.push(`${name}: answered ${strange.join(', ')}`);
  if (report.states.unreadable) faults.push(`${name}: ${report.states.unreadable} jobs are unreadable`);
}
const honest = await honestCallbacks(stage);
say('honest callbacks afterwards', honest);
if (honest.join() !== HONEST.join()) faults.push('an honest callback was not stored');
const errors = stage
  .log()
  .split('\n')
  .filter((line) => line.includes('"level":"error"'));
if (errors.length > 0) faults.push(`${errors.length} errors in the log, the first: ${errors[0]}`);
await stage.close();
await rm(dir, { recursive: true });

const ours = createTrackIds(['a secret of this run, long enough for everybody']);
const tools = { random: seeded(seed), trackIds: ours, strangers: [createTrackIds(['a secret of somebody else'])] };
const accepted = [...forgedTrackIds(Number(values.forged), tools).filter((id) => ours.verify(id) !== undefined)];
say('forged track ids accepted', { of: Number(values.forged), accepted });
if (accepted.length > 0) faults.push('a forged track id was accepted');

say('faults', faults);
process.exit(faults.length > 0 ? 1 : 0);

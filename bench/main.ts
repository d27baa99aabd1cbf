import { ack, ackBurst, ackNewConnections } from '#bench/ack/ack.ts';
import { catalogue } from '#bench/catalogue.ts';
import type { Bench } from '#bench/figure.ts';
import { describe, holds } from '#bench/figure.ts';
import { growth } from '#bench/growth.ts';
import { posting } from '#bench/posting.ts';

// `npm run bench` measures everything, `npm run bench -- ack growth` what is named. Exits 1 when a figure misses its goal,
// or a control does not.

const BENCHES: Readonly<Record<string, Bench>> = {
  catalogue,
  ack,
  'new-connections': ackNewConnections,
  burst: ackBurst,
  growth,
  posting,
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(64);
}

for (const [name, bench] of Object.entries(BENCHES)) {
  if (named.length > 0 && !named.includes(name)) continue;
  for (const figure of await bench()) {
    console.info(describe(figure));
    if (!holds(figure)) process.exitCode = 1;
  }
}

import { expect, it } from 'vitest';
import { gather } from '#telemetry/gather.ts';

function stage() {
  const written: string[] = [];
  const exits: (() => void)[] = [];
  const output = gather({ write: (lines) => void written.push(lines) }, (flush) => exits.push(flush));
  return { written, output, exit: () => exits.map((flush) => flush()) };
}

const turnIsOver = () => new Promise((resolve) => setImmediate(resolve));

it('the lines of one turn are written together, in their order, when it is over', async () => {
  const { written, output } = stage();
  output.write('one\n');
  output.write('two\n');
  expect(written).toStrictEqual([]);
  await turnIsOver();
  expect(written).toStrictEqual(['one\ntwo\n']);
  output.write('three\n');
  await turnIsOver();
  expect(written).toStrictEqual(['one\ntwo\n', 'three\n']);
});

it('what is logged in the last moment is written before the process ends, and not twice', async () => {
  const { written, output, exit } = stage();
  output.write('last words\n');
  exit();
  expect(written).toStrictEqual(['last words\n']);
  await turnIsOver();
  exit();
  expect(written).toStrictEqual(['last words\n']);
});

it('a flood is not piled up in memory', () => {
  const { written, output } = stage();
  const line = `${'a'.repeat(999)}\n`;
  for (let count = 0; count < 1_000; count++) output.write(line);
  expect(written.join('').length).toBeGreaterThan(900_000);
});

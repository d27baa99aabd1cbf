/**
 * `node src/launch.js main|register` starts that entry. Plain JavaScript, because a Node that is too old for the
 * entries cannot even read TypeScript and would answer with a syntax error instead of a reason.
 */
import { existsSync } from 'node:fs';

/** Runs TypeScript without a flag, and is the oldest that better-sqlite3 starts on instead of crashing. */
const OLDEST_NODE = [22, 19];

const ENTRIES = ['main', 'register'];

/** EX_USAGE and EX_CONFIG of sysexits.h. */
const EXIT_USAGE = 64;
const EXIT_CONFIG = 78;

const entry = process.argv[2];
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]))
  leave(1, `Bowerbird needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.`);
if (!ENTRIES.includes(entry)) leave(EXIT_USAGE, `Usage: node src/launch.js ${ENTRIES.join('|')}`);

readEnvFile();
await import(`./${entry}.ts`);

/** Variables that are set already win over those in the file. */
function readEnvFile() {
  if (!existsSync('.env')) return;
  try {
    process.loadEnvFile('.env');
  } catch (error) {
    leave(EXIT_CONFIG, `.env cannot be read: ${error.message}`);
  }
}

function leave(code, reason) {
  process.stderr.write(`${reason}\n`);
  process.exit(code);
}

import { openStorage } from '#storage/open-storage.ts';
import { StorageError } from '#storage/storage-error.ts';
import { queuedJob } from './stories.ts';

/**
 * A process that may not write files beyond a bound. It stores jobs until it cannot, says what became of each, waits for a
 * line, stores the rest, says so, and closes.
 */
const say = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`);

// Without a listener the signal that announces the bound ends the process; a full disk sends none.
process.on('SIGXFSZ', () => undefined);

const storage = await openStorage({ path: String(process.argv[2]), lost: () => process.exit(1) });
const LONG_PROMPT = 'a bower of blue things '.repeat(80);
const waiting = Array.from({ length: 400 }, () => {
  const job = queuedJob();
  return { ...job, request: { ...job.request, prompt: LONG_PROMPT } };
});

const codeOf = (error: unknown) => (error instanceof StorageError ? error.code : String(error));

async function storeAll(jobs: typeof waiting) {
  const stored: string[] = [];
  const refused: string[] = [];
  const codes = new Set<string>();
  const store = async (job: (typeof waiting)[number]) => {
    try {
      await storage.jobs.accept(job);
      stored.push(job.id);
    } catch (error) {
      refused.push(job.id);
      codes.add(codeOf(error));
    }
  };
  // Ten at a time, so that there is more than one group.
  for (let from = 0; from < jobs.length; from += 10) await Promise.all(jobs.slice(from, from + 10).map(store));
  return { stored, refused, codes: [...codes] };
}

const first = await storeAll(waiting);
say(first);
process.stdin.once('data', async () => {
  const refused = new Set(first.refused);
  say(await storeAll(waiting.filter(({ id }) => refused.has(id))));
  await storage.close();
  process.stdin.destroy();
});

import { DatabaseOpenError } from '#storage/open-error.ts';
import { openStorage } from '#storage/open-storage.ts';
import { queuedJob } from './stories.ts';

/**
 * A process that opens the database named by its argument and stores jobs until it is killed. It says `open`, then the id
 * of every job that was acknowledged; or why it could not open it.
 */
const say = (line: string) => process.stdout.write(`${line}\n`);

try {
  const { jobs } = await openStorage({ path: String(process.argv[2]), lost: () => process.exit(1) });
  say('open');
  // Ids that no other process has.
  const prefix = `01k${String(process.pid).padStart(10, '0')}`;
  for (let number = 0; ; number += 1) {
    const plain = queuedJob();
    const id = `${prefix}${String(number).padStart(13, '0')}`;
    const interactionId = `${process.pid}${String(number).padStart(10, '0')}`;
    await jobs.accept({ ...plain, id, origin: { ...plain.origin, interactionId } });
    say(id);
  }
} catch (error) {
  say(error instanceof DatabaseOpenError ? `${error.fault}: ${error.message}` : String(error));
}

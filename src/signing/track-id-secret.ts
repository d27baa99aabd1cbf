import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Shortest secret taken, in characters; the same bound as for TRACK_ID_SECRET. */
export const SECRET_MIN_CHARACTERS = 32;

/** 256 bits, as long as the HMAC's own output; 43 characters in base64url. */
const SECRET_BYTES = 32;

/** Signs track ids where no other secret is configured. */
const TRACK_ID_SECRET = 'track-id-secret';

/**
 * The secret of this `name`, where none is configured: made once in `dataDir` (which is created when it is missing) in a
 * file of that name, readable by this user only, and read from there ever after. A crash leaves a whole one or none, and
 * two processes that start at once agree on one. Throws when the file holds fewer than {@link SECRET_MIN_CHARACTERS}
 * characters, or when the name is not in kebab-case and so might lead elsewhere.
 */
export function loadOrCreateSecret(dataDir: string, name = TRACK_ID_SECRET): string {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) throw new Error(`A secret cannot be named “${name}”.`);
  const path = join(dataDir, name);
  const secret = read(path) ?? create(dataDir, path);
  if (secret.length >= SECRET_MIN_CHARACTERS) return secret;
  throw new Error(
    `${path} holds ${secret.length} characters; a secret needs at least ${SECRET_MIN_CHARACTERS}. ` +
      'Delete the file to have a new one made. What was signed with the old one, such as the callbacks of jobs under way, ' +
      'is then no longer recognised; results are polled.',
  );
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (isFileError(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Written aside and linked into place: a link appears whole, and fails where another process was first. */
function create(dataDir: string, path: string): string {
  mkdirSync(dataDir, { recursive: true });
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  try {
    writeFileSync(draft, `${randomBytes(SECRET_BYTES).toString('base64url')}\n`, {
      mode: 0o600,
      flag: 'wx',
      flush: true,
    });
    linkSync(draft, path);
    syncFolder(dataDir);
  } catch (error) {
    if (!isFileError(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path, 'utf8').trim();
}

/** Makes the new name itself survive a power cut. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const isFileError = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

/**
 * The database could not do what it was asked, and nothing of it was stored. `code`: SQLite's own, without details:
 * `SQLITE_FULL` when the disk is full, `SQLITE_IOERR` when it fails, `SQLITE_BUSY` when another process holds the file;
 * or `CLOSED` after closing, `LOST` when the thread that owns the database has died.
 *
 * The message never holds the values of the statement, so it may be logged.
 */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly code: string;

  constructor(code: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/**
 * Why a database cannot be used. `in_use`: another process runs on it. `unreadable`: not a SQLite database, or a damaged
 * one. `newer`: a later version of the program has changed its tables. `not_migrated`: its tables could not be brought up
 * to date. `unavailable`: the file cannot be opened or written. `not_durable`: it opened, but without the settings under
 * which "stored" means "on disk".
 */
export type OpenFault = 'in_use' | 'unreadable' | 'newer' | 'not_migrated' | 'unavailable' | 'not_durable';

/** The program cannot start on this database, and only a person can mend that. The message says how. */
export class DatabaseOpenError extends Error {
  override readonly name = 'DatabaseOpenError';
  readonly fault: OpenFault;
  readonly path: string;
  readonly advice: string;

  constructor(fault: OpenFault, path: string, advice: string, cause?: unknown) {
    super(`Cannot use the database ${path}: ${advice}`, { cause });
    this.fault = fault;
    this.path = path;
    this.advice = advice;
  }
}

import { ImpossibleRowError } from '#storage/impossible-row.ts';
import { DatabaseOpenError, type OpenFault } from '#storage/open-error.ts';
import { StorageError } from '#storage/storage-error.ts';

/** An error on its way between two threads, where it would lose its class. */
export type ErrorNote = {
  readonly stack: string | undefined;
  readonly cause?: string;
} & (
  | { readonly is: 'open'; readonly fault: OpenFault; readonly path: string; readonly advice: string }
  | { readonly is: 'row'; readonly row: string; readonly problem: string }
  | { readonly is: 'storage'; readonly code: string; readonly message: string }
  | { readonly is: 'other'; readonly name: string; readonly message: string }
);

export function toNote(thrown: unknown): ErrorNote {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const { stack, cause } = error;
  const common = { stack, ...(cause instanceof Error && { cause: cause.message }) };
  if (error instanceof DatabaseOpenError) {
    const { fault, path, advice } = error;
    return { ...common, is: 'open', fault, path, advice };
  }
  if (error instanceof ImpossibleRowError) return { ...common, is: 'row', row: error.row, problem: error.problem };
  if (error instanceof StorageError) return { ...common, is: 'storage', code: error.code, message: error.message };
  return { ...common, is: 'other', name: error.name, message: error.message };
}

/** The same error on this side, with the stack that it has over there. */
export function fromNote(note: ErrorNote): Error {
  const error = build(note, note.cause === undefined ? undefined : new Error(note.cause));
  if (note.stack !== undefined) error.stack = note.stack;
  return error;
}

function build(note: ErrorNote, cause: Error | undefined): Error {
  switch (note.is) {
    case 'open':
      return new DatabaseOpenError(note.fault, note.path, note.advice, cause);
    case 'row':
      return new ImpossibleRowError(note.row, note.problem, cause);
    case 'storage':
      return new StorageError(note.code, note.message, cause);
    case 'other':
      return Object.assign(new Error(note.message, { cause }), { name: note.name });
  }
}

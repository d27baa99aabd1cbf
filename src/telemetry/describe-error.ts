/** What is told about an error. Chosen by name: library errors carry request bodies, headers and whole clients. */
export type ErrorDescription = {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string | number;
  readonly status?: number;
  readonly cause?: ErrorDescription;
  readonly errors?: readonly ErrorDescription[];
};

/** How many causes behind an error are told. */
const DEPTH_MAX = 4;

/** How many of the errors that came together are told. */
const ERRORS_MAX = 10;

/** Shape of an error in the log. Anything else that was thrown is told by its text. */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { type: typeof error, message: textOf(error) };
  const { cause } = error;
  const code = Reflect.get(error, 'code');
  const status = Reflect.get(error, 'status');
  const tellsMore = depth < DEPTH_MAX;
  return {
    type: error.name,
    message: error.message,
    ...(error.stack !== undefined && { stack: error.stack }),
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...(typeof status === 'number' && { status }),
    ...(tellsMore && cause !== undefined && { cause: describeError(cause, depth + 1) }),
    ...(tellsMore &&
      error instanceof AggregateError && {
        errors: error.errors.slice(0, ERRORS_MAX).map((each) => describeError(each, depth + 1)),
      }),
  };
}

/** An object says nothing of itself, and some cannot be made text at all. */
const textOf = (thrown: unknown): string =>
  typeof thrown === 'object' && thrown !== null ? Object.prototype.toString.call(thrown) : String(thrown);

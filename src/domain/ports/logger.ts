type Write = (fields: object, message: string) => void;

/** Structured log: fields first, then a constant sentence. */
export type Logger = {
  readonly debug: Write;
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
};

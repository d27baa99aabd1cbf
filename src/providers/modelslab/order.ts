/** One submit as it goes over the wire. */
export type Order = {
  /** The path segment whose `fetch` endpoint knows the task; ids are unique only within it. */
  readonly family: string;
  /** Below the API's base address. */
  readonly path: string;
  /** Carries the key: never to be logged or put into an answer. */
  readonly body: object;
};

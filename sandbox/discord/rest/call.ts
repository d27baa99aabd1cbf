/** One request of the bot, read and authorised, and what a route is made of. */
export type Upload = {
  /** The `n` of its field `files[n]`. */
  readonly number: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
};

export type Call = {
  /** The value of a `:name` part of the route's path. */
  readonly param: (name: string) => string;
  readonly query: URLSearchParams;
  /** The JSON of the body, or of its `payload_json`; undefined when there is none. */
  readonly body: unknown;
  readonly files: readonly Upload[];
};

export type Reply = { readonly status: number; readonly body?: unknown };

export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the API version, in Express's notation. */
  readonly path: string;
  /** Interaction and webhook routes: the token in the path is the key, and the global rate limit does not count them. */
  readonly isOpen?: true;
  /** What may be asked per window and per channel, guild or webhook; without it `DEFAULT_ALLOWANCE`. */
  readonly allowance?: Allowance;
  readonly handle: (call: Call) => Reply | Promise<Reply>;
};

export type Allowance = { readonly requests: number; readonly windowMs: number };

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown): Reply => ({ status: 201, body });
export const done: Reply = { status: 204 };

/** How much, how many and how long: what a stranger can make the server hold or wait for ends here. */
export type Bounds = {
  /** For the head of a request, from the first byte of the connection. */
  readonly headersTimeoutMs: number;
  /** For a whole request, body and all. */
  readonly requestTimeoutMs: number;
  /** For the next request on a connection that has had its answer. */
  readonly keepAliveMs: number;
  /** How often the two times for requests are looked at. */
  readonly lookEveryMs: number;
  readonly connectionsMax: number;
  /** Bytes of bodies that are read or being stored at one time, beyond what each request may have anyway. */
  readonly bodiesMaxBytes: number;
  readonly strangers: {
    /** Calls within one window that are answered as usual, 404; those beyond it are answered 429. */
    readonly limit: number;
    readonly windowMs: number;
    /** How many addresses are told apart within a window; the rest share one count. */
    readonly addressesMax: number;
  };
};

export const BOUNDS: Bounds = {
  // A head is one or two packets.
  headersTimeoutMs: 10_000,
  // A callback of at most 1 MiB; also bounds what a stranger can send under a forged track id.
  requestTimeoutMs: 30_000,
  // Longer than the 60 s that reverse proxies keep an idle connection, so that it is never us who hang up first.
  keepAliveMs: 65_000,
  lookEveryMs: 5_000,
  // Twice the largest crowd that the benchmarks send at once; some 50 KB each with a full head and a small body.
  connectionsMax: 4_096,
  // Four thousand callbacks of the largest size seen, or 64 of the largest size taken.
  bodiesMaxBytes: 64 * 1024 * 1024,
  strangers: {
    // Behind a reverse proxy all strangers share the proxy's address, so it is generous: ten a second for a minute.
    limit: 600,
    windowMs: 60_000,
    // A megabyte or two of counts, however many addresses somebody has.
    addressesMax: 10_000,
  },
};

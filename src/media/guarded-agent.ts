import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { isPublicAddress } from './public-address.ts';

/** A connection was asked for that leads into somebody's own network. */
export class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress';
}

type Options = {
  /** `host` or `host:port`, lower case: exempt. */
  readonly allowedHosts: ReadonlySet<string>;
  readonly connectTimeoutMs: number;
  /** Longest silence before and within an answer. */
  readonly idleTimeoutMs: number;
  readonly lookup?: LookupFunction;
};

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/**
 * Connects to public addresses and to the exempt hosts, to nothing else. Judged is the address that the socket is about
 * to use, for every connection anew: an answer of the name server cannot change between check and use.
 */
export function createGuardedAgent(options: Options): Agent {
  const { allowedHosts, connectTimeoutMs, idleTimeoutMs, lookup = systemLookup } = options;
  const basics = { timeout: connectTimeoutMs, allowH2: false };
  const connectAnywhere = buildConnector({ ...basics, lookup });
  const connectToPublic = buildConnector({ ...basics, lookup: publicOnly(lookup) });
  return new Agent({
    headersTimeout: idleTimeoutMs,
    bodyTimeout: idleTimeoutMs,
    connect: (target, callback) => {
      const { hostname, protocol } = target;
      const port = target.port || DEFAULT_PORTS[protocol];
      const name = isIP(hostname) === 6 ? `[${hostname}]` : hostname;
      if (allowedHosts.has(name) || allowedHosts.has(`${name}:${port}`)) return connectAnywhere(target, callback);
      // A socket does not look an address up that is one already.
      if (isIP(hostname) !== 0 && !isPublicAddress(hostname)) return callback(new ForbiddenAddress(hostname), null);
      connectToPublic(target, callback);
    },
  });
}

/** A name with even one address inside is refused whole: no honest host is public and private at once. */
const publicOnly =
  (lookup: LookupFunction): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, answer) => {
      if (error) return callback(error, '');
      const found = Array.isArray(answer) ? answer : [];
      const [first] = found;
      if (!first || !found.every(({ address }) => isPublicAddress(address)))
        return callback(new ForbiddenAddress(hostname), '');
      if (options.all) return callback(null, found);
      callback(null, first.address, first.family);
    });
  };

import * as z from 'zod';

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' ||
  hostname.endsWith('.localhost') ||
  hostname === '[::1]' ||
  /^127(\.\d{1,3}){3}$/.test(hostname);

/** The first thing that keeps `url` from being a base that paths can be put after; undefined when nothing does. */
function faultOfBase(url: URL | null): string | undefined {
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') return 'is not a web address';
  if (url.username !== '' || url.password !== '') return 'must not hold a user name or a password';
  if (url.search !== '' || url.href.includes('?')) return 'must not hold a query (what follows a ?)';
  if (url.hash !== '' || url.href.includes('#')) return 'must not hold a fragment (what follows a #)';
  return undefined;
}

/** Discord's base is given without its version, since the client library adds that. */
const faultOfDiscord = (url: URL): string | undefined =>
  /\/v\d+\/*$/.test(url.pathname) ? 'must not name a version: leave the /v10 at its end out' : undefined;

/** Providers send results there over the open internet; only what never leaves this machine may go unencrypted. */
const faultOfPublic = (url: URL): string | undefined =>
  url.protocol === 'http:' && !isLoopback(url.hostname) ? 'must begin with https://' : undefined;

const base = (also: (url: URL) => string | undefined) =>
  z.string().transform((text, context) => {
    const url = URL.parse(text);
    const fault = faultOfBase(url) ?? (url && also(url));
    if (url && fault === undefined) return url.href.replace(/\/+$/, '');
    context.issues.push({ code: 'custom', input: undefined, message: fault ?? 'is not a web address' });
    return z.NEVER;
  });

/** The base of a REST interface, http or https: a proxy in the own network may stand before it. Ends without a slash. */
export const apiUrl = base(() => undefined);

/** Ends without a slash. */
export const discordApiUrl = base(faultOfDiscord);

/** https, or http on this machine; a path is kept. Ends without a slash. */
export const publicUrl = base(faultOfPublic);

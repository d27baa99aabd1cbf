/**
 * The calls that answer an interaction: its callback, and everything below `/webhooks/{application}/{token}`. Its token
 * opens them, and Discord's global limit does not count them (interactions/receiving-and-responding).
 */
const ANSWERING = /^\/v\d+\/(?:interactions\/\d+\/[^/]+\/callback|webhooks\/\d+\/[^/]+(?:\/.*)?)$/;

/** Whether a call counts against the limit of all calls together. */
export const isCounted = (url: string, apiUrl: string): boolean =>
  !url.startsWith(apiUrl) || !ANSWERING.test(url.slice(apiUrl.length).replace(/\?.*$/, ''));

/** Stands wherever a secret was. */
export const REDACTED = '[redacted]';

/** A slash, also as JSON and addresses may write it. */
const SLASH = String.raw`(?:\\*\/|%2[fF])`;

/** At the beginning of a shape, where backslashes before it say nothing and looking for them takes long. */
const FIRST_SLASH = String.raw`(?:\/|%2[fF])`;

/** Names that a value is a secret by, in texts of others: JSON, headers, what a program prints of its objects. */
const NAMES = String.raw`(?:token|secret|password|passphrase|authorization|api[-_]?key|track[-_]?id|\bkey)`;

/** What may stand in quotes, up to the quote that closes them. */
const QUOTED = String.raw`(?:[^"'\\]|\\(?!["'\\]))+`;

/**
 * Secrets by their shape, wherever in a line they stand. What is put in their place leaves the line JSON: only what
 * follows the first group is replaced, and it never begins or ends within an escape.
 */
const SHAPES: readonly RegExp[] = [
  // A webhook address: ours, `/webhooks/{provider}/{track id}` or `/webhooks/{provider}/workflows/{token}`, and Discord's,
  // `/webhooks/{application}/{token}`; the answer address of an interaction.
  new RegExp(String.raw`(${FIRST_SLASH}webhooks${SLASH}[\w-]+${SLASH}(?:workflows${SLASH})?)[^\s"\\/?#]+`, 'g'),
  new RegExp(String.raw`(${FIRST_SLASH}interactions${SLASH}\d+${SLASH})[^\s"\\/?#]+`, 'g'),
  // A link to a stored file: `/media/{payload}.{signature}.{extension}`.
  new RegExp(String.raw`(${FIRST_SLASH}media${SLASH})[\w-]+\.[\w-]{22}(?:\.[a-z0-9]+)?`, 'g'),
  // A track id outside of an address, in whichever case: its signature.
  /((?<=[0-9a-z])_(?:image|video|audio|3d|edit|train|workflow)_[0-9a-z]+_[0-9a-z]+_)[0-9a-z]+/gi,
  // The token of an interaction begins with “interaction:” in base64; the one of a bot has three parts, and the first is its id.
  /\b(aW50ZXJhY3Rpb246)[\w+/=-]{16,}/g,
  /((?<=[\w-]{23})\.)[\w-]{5,8}\.[\w-]{27,}/g,
  // The value of an authorization header; keys of services and secrets of their webhooks, by the marks they begin with.
  /\b((?:Bearer|Bot|Basic) )[\w.~+/=-]{8,}/g,
  /\b(whsec_|sk-|r8_)[\w+/=-]{16,}/g,
  // A name before it: in quotes, as a part of a query or a form, as a header.
  new RegExp(String.raw`(${NAMES}\\*["']?\s*[:=]\s*\\*["'])${QUOTED}`, 'gi'),
  new RegExp(String.raw`(${NAMES}(?:=|%3[dD]))[^\s"'\\&#;,]+`, 'gi'),
  /\b((?:x-api-key|authorization|cookie):\s*)[^\s"'\\[][^"'\\]*/gi,
  // What stands before the host of an address.
  new RegExp(String.raw`(https?(?::|%3[aA])${SLASH}${SLASH})(?:(?!%40|%2[fF])[^\s"\\/?#@])+(?=@|%40)`, 'g'),
];

/** Shortest secret that is replaced by value; anything shorter would blot out ordinary words. */
const SECRET_MIN_CHARACTERS = 6;

export type Scrub = {
  /** Takes one line of JSON and returns it, still JSON, without any known secret and without anything of a secret's shape. */
  readonly clean: (line: string) => string;
  /** Makes one more value known. */
  readonly keepOut: (secret: string) => void;
};

/** The last door before stdout: it sees messages, stacks and nested fields alike. */
export function createScrub(secrets: readonly string[]): Scrub {
  const known = new Set<string>();
  let values: RegExp | undefined;
  const keepOut = (secret: string) => {
    if (secret.length < SECRET_MIN_CHARACTERS) return;
    for (const spelling of spellingsOf(secret)) known.add(spelling);
    const longestFirst = [...known].toSorted((one, other) => other.length - one.length);
    values = new RegExp(longestFirst.map(literally).join('|'), 'g');
  };
  for (const secret of secrets) keepOut(secret);
  return {
    keepOut,
    clean: (line) => {
      const unknown = values ? line.replace(values, unlessEscaped) : line;
      return SHAPES.reduce((text, shape) => text.replace(shape, `$1${REDACTED}`), unknown);
    },
  };
}

/** What begins with the letter of an escape, such as the n of a line's end, is no secret, and the line has to stay JSON. */
function unlessEscaped(found: string, at: number, line: string): string {
  let backslashes = 0;
  while (line[at - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1 ? found : REDACTED;
}

const literally = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);

/** As a secret may stand in a line of JSON: itself, in an address, in a form, and in a text that is JSON itself. */
function spellingsOf(secret: string): readonly string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const inForm = new URLSearchParams([['', secret]]).toString().slice(1);
  const inner = [inJson, inJson.replaceAll('/', String.raw`\/`)].map((text) => JSON.stringify(text).slice(1, -1));
  return [inJson, encodeURIComponent(secret.toWellFormed()), inForm, ...inner];
}

/** Longest text of a stranger that is kept, in characters: enough to recognise a fault by, too little to flood a log. */
export const DETAIL_MAX_CHARACTERS = 300;

/** Secrets shorter than this are looked for in details only: in whole bodies they would match by chance. */
const SCRUBBED_SECRET_MIN_CHARACTERS = 8;

/** What is looked at: the search for URLs takes quadratic time on hostile text. */
const READ_MAX_CHARACTERS = 2_000;

const URLS = /\b[a-z][a-z0-9+.-]*:\/\/\S+|\bdata:[\w.+/-]+[;,]\S+/gi;
const NOT_PRINTABLE = /[\p{Cc}\p{Cf}\s]+/gu;

/**
 * Makes a provider's words fit for a log: secrets and URLs (which may carry signatures or track ids) are replaced, the
 * rest is put on one line and cut to DETAIL_MAX_CHARACTERS.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const start = withoutSecrets(text, secrets).slice(0, READ_MAX_CHARACTERS);
  const line = start.replace(URLS, '[link]').replace(NOT_PRINTABLE, ' ').trim();
  return line.length > DETAIL_MAX_CHARACTERS ? `${line.slice(0, DETAIL_MAX_CHARACTERS - 1)}…` : line;
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  const written = secrets.filter((secret) => secret !== '').flatMap(spellingsOf);
  const longestFirst = written.toSorted((one, other) => other.length - one.length);
  return longestFirst.reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text);
}

const spellingsOf = (secret: string): readonly string[] => [secret, encodeURIComponent(secret.toWellFormed())];

/**
 * Parses JSON; a secret echoed in any string of it is replaced, so that nothing made from it can carry one. Going through
 * every value takes ten times as long as parsing, so it is done only where a secret can be: where one stands in the text
 * as it is, or where the text hides characters behind escapes.
 */
export function parseJson(text: string, secrets: readonly string[]): unknown {
  const scrubbed = secrets.filter((secret) => secret.length >= SCRUBBED_SECRET_MIN_CHARACTERS);
  try {
    if (!mayHold(text, scrubbed)) return JSON.parse(text);
    return JSON.parse(text, (_, value: unknown) =>
      typeof value === 'string' ? withoutSecrets(value, scrubbed) : value,
    );
  } catch {
    return undefined;
  }
}

/** An escaped slash is everywhere in what PHP writes, and hides nothing but a slash. */
function mayHold(text: string, secrets: readonly string[]): boolean {
  const plain = text.includes('\\/') ? text.replaceAll('\\/', '/') : text;
  return /\\[^/]/.test(plain) || secrets.some((secret) => spellingsOf(secret).some((each) => plain.includes(each)));
}

/** Stands wherever a secret was. */
export const REDACTED = '[redacted]';

/**
 * Secrets by their shape, wherever in a line they stand:
 * a webhook address, ours (`/webhooks/{provider}/{track id}`, `/webhooks/{provider}/workflows/{token}`) and Discord's
 * (`/webhooks/{application}/{token}`); the answer address of an interaction; a link to a stored file
 * (`/media/{payload}.{signature}.{extension}`); a track id outside of an address; an authorization header's value; keys
 * of services and the secrets of their webhooks, by the marks that they begin with.
 */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/(\/webhooks\/[^\s"\\/?#]+\/(?:workflows\/)?)[^\s"\\/?#]+/g, `$1${REDACTED}`],
  [/(\/media\/)[\w-]+\.[\w-]{22}(?:\.[a-z0-9]+)?/g, `$1${REDACTED}`],
  [/(\/interactions\/\d+\/)[^\s"\\/?#]+/g, `$1${REDACTED}`],
  [/\b([0-9a-z]+_(?:image|video|audio|3d|edit|train|workflow)_[0-9a-z]+_[0-9a-z]+)_[0-9a-z]+\b/g, `$1_${REDACTED}`],
  [/\b(Bearer|Bot|Basic) [\w.~+/=-]{8,}/g, `$1 ${REDACTED}`],
  [/\b(whsec_|sk-|r8_)[\w+/=-]{16,}/g, `$1${REDACTED}`],
  [/(https?:\/\/)[^\s"\\/?#@]+@/g, `$1${REDACTED}@`],
];

/** Shortest secret that is replaced by value; anything shorter would blot out ordinary words. */
const SECRET_MIN_CHARACTERS = 6;

/**
 * The last door before stdout: takes one line of JSON and returns it, still JSON, without any of `secrets` and without
 * anything that has the shape of a secret. It sees messages, stacks and nested fields alike.
 */
export function createScrub(secrets: readonly string[]): (line: string) => string {
  const known = secrets
    .filter((secret) => secret.length >= SECRET_MIN_CHARACTERS)
    .flatMap((secret) => [JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);
  return (line) => {
    const withoutKnown = known.reduce((text, secret) => text.replaceAll(secret, REDACTED), line);
    return SHAPES.reduce((text, [shape, replacement]) => text.replace(shape, replacement), withoutKnown);
  };
}

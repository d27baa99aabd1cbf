/** Characters of a name or label that are searched; the longest that is shown is shorter. */
const FOLDED_MAX_CHARACTERS = 128;

const SEPARATORS = /[\s\-_/.:,;()[\]{}|+]+/g;

/**
 * A name, a label or what a member typed, as they are compared: in lower case, and with one blank for whatever stands
 * between words, so that `flux dev` finds `FLUX.1-dev` and `flux-dev`. May be empty.
 */
export const fold = (text: string): string =>
  text.toLowerCase().replace(SEPARATORS, ' ').trim().slice(0, FOLDED_MAX_CHARACTERS);

import { COUNT_MAX, SEED_MAX, TEXT_MAX_CHARACTERS } from '#domain/options.ts';
import { INPUTS_MAX, PROMPT_MAX_CHARACTERS } from '#domain/request.ts';

const HINTS: Readonly<Record<string, string>> = {
  prompt: `write 1 to ${PROMPT_MAX_CHARACTERS} characters`,
  negative: `write 1 to ${TEXT_MAX_CHARACTERS} characters, or leave it out`,
  lyrics: `write 1 to ${TEXT_MAX_CHARACTERS} characters, or leave it out`,
  model: 'choose one from the list that appears while you type',
  aspect: 'choose one from the list',
  count: `choose 1 to ${COUNT_MAX}`,
  seed: `choose a whole number from 0 to ${SEED_MAX}`,
  strength: 'choose a number from 0 to 1',
  duration: 'choose a number of seconds',
  values: 'write them as `name=value`, several separated by semicolons',
  inputs: `attach at most ${INPUTS_MAX} files`,
};

/** A refused request in words: which option, and what to do about it. */
export function whatIsWrong(fields: readonly string[]): string {
  const lines = fields.map(
    (field) => `**${field}**: ${HINTS[field] ?? 'this is not accepted; leave it out or change it'}.`,
  );
  return ['Nothing was sent and nothing was charged. Please change:', ...lines].join('\n');
}

/** What members call the fields of a request. */
const FIELD_NAMES: Readonly<Record<string, string>> = { negativePrompt: 'negative' };

const HINTS: Readonly<Record<string, string>> = {
  prompt: 'write 1 to 2000 characters',
  negativePrompt: 'write 1 to 2000 characters, or leave it out',
  model: 'choose one from the list that appears while you type',
  aspect: 'choose one from the list',
  count: 'choose 1 to 4',
  seed: 'choose a whole number from 0 to 2147483647',
};

/** A refused request in words: which option, and what to do about it. */
export function whatIsWrong(fields: readonly string[]): string {
  const lines = fields.map((field) => `**${FIELD_NAMES[field] ?? field}**: ${HINTS[field] ?? 'not accepted'}.`);
  return ['Nothing was sent and nothing was charged. Please change:', ...lines].join('\n');
}

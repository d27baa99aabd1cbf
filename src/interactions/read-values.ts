/** A workflow's parameters as a member types them: `name=value`, several separated by semicolons or line breaks. */
export function readValues(typed: string): Readonly<Record<string, string | number | boolean>> {
  const pairs = typed
    .split(/[;\n]/)
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map((pair): [string, string | number | boolean] => {
      const at = pair.indexOf('=');
      // Without a name there is nothing to call it by; the empty name is refused with the rest of what is wrong.
      return at < 1 ? ['', pair] : [pair.slice(0, at).trim(), readValue(pair.slice(at + 1).trim())];
    });
  return Object.fromEntries(pairs);
}

/** What would not come out again as it was typed, such as a long id or one with a zero in front, stays text. */
const NUMBER = /^-?(0|[1-9]\d{0,14})(\.\d{1,10})?$/;

function readValue(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return NUMBER.test(text) ? Number(text) : text;
}

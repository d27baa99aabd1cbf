import { describe, expect, it } from 'vitest';
import { DETAIL_MAX_CHARACTERS, parseJson, redact } from '#providers/http/redact.ts';

describe('redact', () => {
  it('takes secrets out, however often and however written', () => {
    expect(redact('key a+b/c= is not a%2Bb%2Fc%3D, a+b/c=!', ['a+b/c='])).toBe(
      'key [secret] is not [secret], [secret]!',
    );
  });

  it('takes the longer of two overlapping secrets', () => {
    expect(redact('abcdef', ['abc', 'abcdef'])).toBe('[secret]');
  });

  it('is not confused by an empty secret', () => {
    expect(redact('all well', [''])).toBe('all well');
  });

  it('takes URLs out, data URLs as well', () => {
    expect(redact('see https://bot.example/webhooks/x/track, or data:image/png;base64,AAAA now', [])).toBe(
      'see [link] or [link] now',
    );
  });

  it('leaves one printable line', () => {
    expect(redact(' two\nlines\u001b[31m and\u202e more\t', [])).toBe('two lines [31m and more');
  });

  it('cuts what is too long, after the secrets are out', () => {
    const long = redact(`${'x'.repeat(DETAIL_MAX_CHARACTERS - 5)}supersecret`, ['supersecret']);
    expect(long).toHaveLength(DETAIL_MAX_CHARACTERS);
    expect(long).not.toContain('super');
  });
});

describe('parseJson', () => {
  it('reads JSON and replaces secrets in every string of it', () => {
    expect(parseJson('{"a":["key longsecret"],"b":{"c":"longsecret"},"d":1}', ['longsecret'])).toStrictEqual({
      a: ['key [secret]'],
      b: { c: '[secret]' },
      d: 1,
    });
  });

  it('finds a secret that JSON had to escape', () => {
    expect(parseJson(JSON.stringify({ a: 'quo"te\\secret' }), ['quo"te\\secret'])).toStrictEqual({ a: '[secret]' });
  });

  it('leaves bodies alone when the secret is too short to be told from chance', () => {
    expect(parseJson('{"url":"https://k.example"}', ['k'])).toStrictEqual({ url: 'https://k.example' });
  });

  it('answers undefined for what is not JSON', () => {
    expect(parseJson('<html>', [])).toBeUndefined();
    expect(parseJson('', [])).toBeUndefined();
  });
});

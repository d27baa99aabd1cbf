import type { APIEmbed } from 'discord.js';
import { expect } from 'vitest';

/** An embed within the limits of resources/message, those of its parts and that of all of it together. */
export function expectToFit({ title = '', description = '', fields = [], footer }: APIEmbed): void {
  expect(title.length).toBeLessThanOrEqual(256);
  expect(description.length).toBeLessThanOrEqual(4096);
  expect(fields.length).toBeLessThanOrEqual(25);
  for (const { name, value } of fields) {
    expect(name.length).toBeLessThanOrEqual(256);
    expect(value.length).toBeGreaterThanOrEqual(1);
    expect(value.length).toBeLessThanOrEqual(1024);
  }
  const texts = [title, description, footer?.text ?? '', ...fields.flatMap(({ name, value }) => [name, value])];
  expect(texts.join('').length).toBeLessThanOrEqual(6000);
}

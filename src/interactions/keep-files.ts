import { megabytes, plain } from '#discord/render/text.ts';
import type { Input } from '#domain/input.ts';
import type { Model } from '#domain/model.ts';
import type { KeepAnswer } from '#domain/ports/media-store.ts';
import type { Desk } from './desk.ts';
import { UNSTORED } from './refuse.ts';
import type { Wish } from './wish.ts';

export type Kept =
  | { readonly outcome: 'kept'; readonly inputs: readonly Input[] }
  | { readonly outcome: 'refused'; readonly why: string };

/** Largest file taken from a member, where the model names no limit: what Discord lets most members send, with room. */
const INPUT_MAX_BYTES = 100 * 1_048_576;

/** Copies a member's attachments into our own store, because Discord's links to them die while a job waits. */
export async function keepFiles({ files }: Wish, model: Model, desk: Desk): Promise<Kept> {
  const key = desk.ids.next();
  const answers = await Promise.all(
    files.map(async ({ role, attachment }, index) => {
      const maxBytes = model.inputs.find((rule) => rule.role === role)?.maxBytes ?? INPUT_MAX_BYTES;
      const answer = await desk.media.keep({ key: `${key}/${index}`, url: attachment.url, maxBytes });
      return { role, name: attachment.name, answer };
    }),
  );
  const bad = answers.find(({ answer }) => answer.outcome !== 'kept');
  if (bad) return { outcome: 'refused', why: whyNot(bad.name, bad.answer) };
  const inputs = answers.flatMap(({ role, name, answer }) =>
    answer.outcome === 'kept' ? { role, name, file: answer.file } : [],
  );
  return { outcome: 'kept', inputs };
}

function whyNot(fileName: string, answer: KeepAnswer): string {
  const name = plain(fileName, 100);
  if (answer.outcome === 'unstored') return UNSTORED;
  const nothing = 'Nothing was sent and nothing was charged.';
  if (answer.outcome === 'too_large')
    return `**${name}** is too large: at most ${megabytes(answer.maxBytes)}. ${nothing}`;
  if (answer.outcome === 'not_media') return `**${name}** is no image, video or sound that I know. ${nothing}`;
  return `**${name}** could not be read from Discord. Attach it again. ${nothing}`;
}

import type { Failure } from '#domain/failure.ts';
import type { InputRole } from '#domain/input.ts';
import type { Submit } from '#domain/ports/provider.ts';

/** A submit with the address of each of its files, in the request's order. */
export type Ordered = {
  readonly submit: Submit;
  readonly inputs: readonly { readonly role: InputRole; readonly url: string }[];
};

/**
 * Where a task lives. `edits` are images by another path: their submit ignores `webhook`. `music` has its own address to
 * ask at.
 */
export type Family = 'images' | 'edits' | 'videos' | 'music' | 'speech';

/** What a way cannot say in the service's words, and so never sends. */
export class CannotSay extends Error {
  readonly failure: Failure;
  constructor(detail: string) {
    super(detail);
    this.failure = { reason: 'invalid_input', detail };
  }
}

/** One way into the service: how a request of a certain dialect becomes a body. */
export type Way = {
  /** What `Model.route` says of the models that it serves. */
  readonly route: string;
  /** Below the API's base address. */
  readonly path: string;
  readonly family: Family;
  /**
   * Everything but `model` and `webhook`. A field that is undefined is not sent: what a member did not choose is left to
   * the model's default. Throws `CannotSay`.
   */
  readonly body: (ordered: Ordered) => object;
};

/** The addresses of the files of these roles, in the request's order; undefined when there is none. */
export function urlsOf({ inputs }: Ordered, ...roles: readonly InputRole[]): readonly string[] | undefined {
  const urls = inputs.filter(({ role }) => roles.includes(role)).map(({ url }) => url);
  return urls.length === 0 ? undefined : urls;
}

/** First and last frame of a video. `image` is the first one by its other name. */
export function framesOf(ordered: Ordered): { readonly first?: string; readonly last?: string } {
  const [first, second] = urlsOf(ordered, 'image', 'first_frame') ?? [];
  const [last] = urlsOf(ordered, 'last_frame') ?? [];
  if (second !== undefined) throw new CannotSay('a video has one first frame');
  if (first === undefined && last !== undefined) throw new CannotSay('a last frame needs a first one');
  return { ...(first !== undefined && { first }), ...(last !== undefined && { last }) };
}

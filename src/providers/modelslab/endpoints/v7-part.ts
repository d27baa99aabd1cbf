import type { InputRule, Model } from '#domain/model.ts';
import type { Aspect } from '#domain/options.ts';
import type { Ordered } from '#providers/modelslab/endpoint.ts';
import { fileOf, filesOf } from '#providers/modelslab/endpoint.ts';
import { sizeWithin, UP_TO_1024 } from '#providers/modelslab/size.ts';

/** One thing that a model takes: what members may choose or bring, and the fields that say it to the service. */
export type Part = {
  readonly options?: Model['options'];
  readonly requires?: Model['requires'];
  readonly inputs?: readonly InputRule[];
  /** Absent fields have the value undefined. */
  readonly fields: (order: Ordered) => Readonly<Record<string, unknown>>;
};

const optionsOf = (order: Ordered) => order.submit.request.options;

const file = (role: InputRule['role'], kind: InputRule['accepts'][number], bounds: Partial<InputRule> = {}) =>
  ({ role, accepts: [kind], required: true, ...bounds }) satisfies InputRule;

/** `width` and `height`, required. */
export const size: Part = {
  options: { aspect: { any: true } },
  fields: (order) => sizeWithin(UP_TO_1024, optionsOf(order).aspect ?? '1:1'),
};

/** `aspect_ratio`, only when it was chosen. */
export const aspect = (...ratios: readonly Aspect[]): Part => ({
  options: { aspect: { oneOf: [...ratios] } },
  fields: (order) => ({ aspect_ratio: optionsOf(order).aspect }),
});

/** `aspect_ratio` where the model requires one: the first unless another was chosen. */
export const aspectAlways = (first: Aspect, ...others: readonly Aspect[]): Part => ({
  options: { aspect: { oneOf: [first, ...others] } },
  fields: (order) => ({ aspect_ratio: optionsOf(order).aspect ?? first }),
});

/** `aspect_ratio` in the model's own words, required. */
export const aspectAs = (words: Partial<Readonly<Record<Aspect, string>>>, usual: Aspect): Part => ({
  options: { aspect: { oneOf: Object.keys(words) } },
  fields: (order) => ({ aspect_ratio: words[optionsOf(order).aspect ?? usual] }),
});

/** `duration` in seconds, as text, only when it was chosen. */
export const seconds = (...choices: readonly number[]): Part => ({
  options: { duration: { oneOf: [...choices] } },
  fields: (order) => ({ duration: optionsOf(order).duration?.toString() }),
});

/** `duration` where the model requires one: the first unless another was chosen. */
export const secondsAlways = (first: number, ...others: readonly number[]): Part => ({
  options: { duration: { oneOf: [first, ...others] } },
  fields: (order) => ({ duration: String(optionsOf(order).duration ?? first) }),
});

/** `init_image` as text. */
export const image: Part = {
  inputs: [file('image', 'image')],
  fields: (order) => ({ init_image: fileOf(order, 'image') }),
};

/** `init_image` as a list: the image to change, and others to take things from, up to `most` in all. */
export const images = (most: number): Part => ({
  inputs:
    most === 1
      ? [file('image', 'image')]
      : [file('image', 'image'), file('reference', 'image', { required: false, most: most - 1 })],
  fields: (order) => ({ init_image: [...filesOf(order, 'image'), ...filesOf(order, 'reference')] }),
});

/** `init_image` and `init_image_2`, both required. */
export const imagePair: Part = {
  inputs: [file('image', 'image'), file('reference', 'image')],
  fields: (order) => ({ init_image: fileOf(order, 'image'), init_image_2: fileOf(order, 'reference') }),
};

/** `init_image` as a list of the first and the last frame. */
export const bothEnds: Part = {
  inputs: [file('first_frame', 'image'), file('last_frame', 'image')],
  fields: (order) => ({ init_image: [...filesOf(order, 'first_frame'), ...filesOf(order, 'last_frame')] }),
};

/** `init_image` for models of both ways: the image that starts the video, if there is one. */
export const start: Part = {
  inputs: [file('image', 'image', { required: false }), file('first_frame', 'image', { required: false })],
  fields: (order) => ({ init_image: fileOf(order, 'image') ?? fileOf(order, 'first_frame') }),
};

/** `init_audio`. */
export const audio = (bounds: Partial<InputRule> = {}): Part => ({
  inputs: [file('audio', 'audio', bounds)],
  fields: (order) => ({ init_audio: fileOf(order, 'audio') }),
});

/** `init_video`. */
export const video = (bounds: Partial<InputRule> = {}): Part => ({
  inputs: [file('video', 'video', bounds)],
  fields: (order) => ({ init_video: fileOf(order, 'video') }),
});

/** `voice_id`, required; `names` where all voices are known. */
export const voice = (usual: string, names?: readonly string[]): Part => ({
  options: { voice: names ? { oneOf: [...names] } : { any: true } },
  fields: (order) => ({ voice_id: optionsOf(order).voice ?? usual }),
});

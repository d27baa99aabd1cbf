import type { Options } from '#domain/options.ts';
import type { Family, Ordered, Way } from '#providers/apimart/way.ts';
import { urlsOf } from '#providers/apimart/way.ts';

/** Body of `POST /v1/images/generations` (docs.apimart.ai images, one page per family). `n` must be a number. */
type ImageBody = {
  readonly prompt: string | undefined;
  readonly n: number | undefined;
  /** A ratio; pixel sizes are refused by most models. */
  readonly size: string | undefined;
  readonly resolution: string | undefined;
  readonly quality: 'low' | 'medium' | 'high' | undefined;
  readonly output_format: string | undefined;
  readonly negative_prompt: string | undefined;
  readonly image_urls: readonly string[] | undefined;
  readonly mask_url: string | undefined;
};

/** Body of `POST /v1/images/edits` (docs.apimart.ai grok image edit); sizes are not on its page. */
type EditBody = Pick<ImageBody, 'prompt' | 'n' | 'image_urls'>;

const QUALITIES = { draft: 'low', standard: 'medium', high: 'high' } as const satisfies Record<
  NonNullable<Options['quality']>,
  ImageBody['quality']
>;

const asWritten = (resolution: string | undefined) => resolution;

/** gemini pages write `2K` where gpt-image pages write `2k`. */
const upperCase = (resolution: string | undefined) => resolution?.toUpperCase();

const imageBody =
  (spell: typeof asWritten) =>
  (ordered: Ordered): ImageBody => {
    const { prompt, options } = ordered.submit.request;
    return {
      prompt,
      n: options.count,
      size: options.aspect,
      resolution: spell(options.resolution),
      quality: options.quality && QUALITIES[options.quality],
      output_format: options.format,
      negative_prompt: options.negative,
      image_urls: urlsOf(ordered, 'image', 'reference'),
      mask_url: urlsOf(ordered, 'mask')?.[0],
    };
  };

const editBody = (ordered: Ordered): EditBody => ({
  prompt: ordered.submit.request.prompt,
  n: ordered.submit.request.options.count,
  image_urls: urlsOf(ordered, 'image', 'reference'),
});

const generation = { path: 'v1/images/generations', family: 'images' as Family };

export const IMAGE_WAYS: readonly Way[] = [
  { route: 'images', ...generation, body: imageBody(asWritten) },
  { route: 'images/upper-case', ...generation, body: imageBody(upperCase) },
  { route: 'images/edits', path: 'v1/images/edits', family: 'edits', body: editBody },
];

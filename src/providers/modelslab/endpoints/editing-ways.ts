import type { Options } from '#domain/options.ts';
import type { Endpoint, Ordered } from '#providers/modelslab/endpoint.ts';
import { fileOf, filesOf } from '#providers/modelslab/endpoint.ts';
import { sizeWithin, UP_TO_1024 } from '#providers/modelslab/size.ts';

type Own = Partial<Pick<Endpoint, 'family' | 'filesWithoutAddress'>>;

/**
 * `POST /api/v6/image_editing/<name>` (docs.modelslab.com image editing, pages and OpenAPI file, which types `track_id` as
 * a number: left out). Two of them call their image `image`, three `face_image`, the rest `init_image`. Left out on
 * purpose: everything that puts one person's face on another.
 */
const way = (name: string, body: (options: Options, order: Ordered) => object, own: Own = {}): Endpoint => ({
  route: `editing.${name}`,
  path: `v6/image_editing/${name}`,
  family: 'image_editing',
  body: (order) => body(order.submit.request.options, order),
  trackId: 'none',
  filesWithoutAddress: 'upload',
  key: 'body',
  ...own,
});

const promptOf = ({ submit }: Ordered) => submit.request.prompt;
const isChecked = ({ submit }: Ordered) => !submit.request.nsfwAllowed;
const imageOf = (order: Ordered) => fileOf(order, 'image');
const allOf = (order: Ordered) => filesOf(order, 'image', 'reference');

/** 1440 on each side. */
const OUTPAINT_BOX = { width: 1440, height: 1440 };

/** 512 wide, 768 high. */
const FACE_BOX = { width: 512, height: 768 };

/** The caption's OpenAPI file demands a prompt that it does not describe; the page's sample has none. */
const CAPTION_PROMPT = 'Describe this image.';

const portrait = ({ aspect, count }: Options, order: Ordered) => ({
  prompt: promptOf(order),
  face_image: imageOf(order),
  ...(aspect && sizeWithin(FACE_BOX, aspect)),
  samples: count ?? 1,
  safety_checker: isChecked(order),
});

export const ENDPOINTS: readonly Endpoint[] = [
  // The only one whose page and OpenAPI file both take base64 without asking for a result in base64.
  way('removebg_mask', (_, order) => ({ image: imageOf(order) }), { filesWithoutAddress: 'data_uri' }),
  way('super_resolution', ({ scale }, order) => ({
    init_image: imageOf(order),
    model_id: order.submit.model.name,
    scale,
  })),
  // Results are temporary here unless told otherwise.
  way('outpaint', ({ aspect, negative, seed }, order) => ({
    image: imageOf(order),
    prompt: promptOf(order),
    negative_prompt: negative,
    ...(aspect && sizeWithin(OUTPAINT_BOX, aspect)),
    seed,
    temp: false,
  })),
  // Switches are words here.
  way('inpaint', ({ aspect, count, negative, seed, strength }, order) => ({
    prompt: promptOf(order),
    negative_prompt: negative,
    init_image: imageOf(order),
    mask_image: fileOf(order, 'mask'),
    ...(aspect && sizeWithin(UP_TO_1024, aspect)),
    samples: count ?? 1,
    seed,
    strength,
    safety_checker: isChecked(order) ? 'yes' : 'no',
  })),
  // The OpenAPI file forgot the image; the page's sample has it.
  way('mask_creator', ({ target }, order) => ({ init_image: imageOf(order), specific_object: target })),
  way('object_removal', (_, order) => ({ init_image: imageOf(order), mask_image: fileOf(order, 'mask') })),
  // One image may be text as well; a list is what the SDKs always send.
  way('qwen_edit', (_, order) => ({
    model_id: order.submit.model.name,
    prompt: promptOf(order),
    init_image: allOf(order),
    safety_checker: isChecked(order),
  })),
  way('fashion', ({ target, negative }, order) => ({
    init_image: imageOf(order),
    cloth_image: fileOf(order, 'reference'),
    cloth_type: target,
    prompt: promptOf(order),
    negative_prompt: negative,
  })),
  way('face_gen', (options, order) => ({ ...portrait(options, order), style: options.style })),
  way('head_shot', portrait),
  // The seed is required by the OpenAPI file, though the page's sample has null; without a choice it follows from the job.
  way('flux_headshot', ({ aspect, seed }, order) => ({
    prompt: promptOf(order),
    face_image: imageOf(order),
    ...(aspect && sizeWithin(UP_TO_1024, aspect)),
    seed: seed ?? seedFrom(order.submit.jobId),
  })),
  way('img_mixer', ({ aspect, negative, seed }, order) => ({
    prompt: promptOf(order),
    negative_prompt: negative,
    init_image: allOf(order),
    ...(aspect && sizeWithin(UP_TO_1024, aspect)),
    seed,
  })),
  way('caption', (_, order) => ({ init_image: imageOf(order), prompt: CAPTION_PROMPT }), { family: 'caption' }),
];

/** Five characters of base 36 stay below 2^31. */
const seedFrom = (jobId: string): number => Number.parseInt(jobId.slice(-5), 36) || 0;

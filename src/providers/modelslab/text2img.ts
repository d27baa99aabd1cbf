import type { Submit } from '#domain/ports/provider.ts';
import type { Aspect, ImageRequest } from '#domain/request.ts';
import type { Order } from './order.ts';

/**
 * Body of `POST /api/v6/images/text2img` (docs.modelslab.com text-to-image and its OpenAPI file). Unknown fields are
 * ignored in silence by the service, so a misspelt one would be lost without an error: hence the closed type.
 */
type Text2imgBody = {
  readonly key: string;
  readonly model_id: string;
  readonly prompt: string;
  readonly negative_prompt?: string;
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  readonly seed: number;
  readonly enhance_prompt?: boolean;
  readonly safety_checker: boolean;
  readonly webhook?: string;
  readonly track_id: string;
};

/** 256 to 1024 and divisible by 8 on each side (docs.modelslab.com error-codes); the longest sides that keep the ratio exact. */
const SIZES: Readonly<Record<Aspect, { readonly width: number; readonly height: number }>> = {
  '1:1': { width: 1024, height: 1024 },
  '16:9': { width: 1024, height: 576 },
  '9:16': { width: 576, height: 1024 },
  '4:3': { width: 1024, height: 768 },
  '3:4': { width: 768, height: 1024 },
  '3:2': { width: 1008, height: 672 },
  '2:3': { width: 672, height: 1008 },
};

/** `flux` supports neither `negative_prompt` nor `enhance_prompt` (docs.modelslab.com flux); of others nothing such is said. */
const TAKES_PROMPT_ONLY: ReadonlySet<string> = new Set(['flux']);

/**
 * Where the service's own sources disagree:
 * - `model_id` is optional in the quickstart, required in the OpenAPI file: always sent.
 * - `safety_checker` is off by default in the OpenAPI file, on in the flux page: always sent.
 * - Switches are booleans in the OpenAPI file, "yes"/"no" in sample bodies: booleans, as both are taken.
 * - `track_id` is text for images but a number for other families: text, always.
 * - `num_inference_steps` has three ranges: left to the model's default, like everything a member did not choose.
 *
 * `enhance_prompt` rewrites the prompt unless it is turned off; members get what they wrote. `base64` is never asked for:
 * results would arrive inside the webhook's body.
 */
export function orderText2img(request: ImageRequest, { trackId, webhookUrl }: Submit, key: string): Order {
  const body: Text2imgBody = {
    key,
    model_id: request.model,
    prompt: request.prompt,
    ...SIZES[request.aspect],
    samples: request.count,
    seed: request.seed,
    ...(!TAKES_PROMPT_ONLY.has(request.model) && {
      ...(request.negativePrompt !== undefined && { negative_prompt: request.negativePrompt }),
      enhance_prompt: false,
    }),
    safety_checker: !request.nsfwAllowed,
    ...(webhookUrl !== undefined && { webhook: webhookUrl }),
    track_id: trackId,
  };
  return { family: 'images', path: 'v6/images/text2img', body };
}

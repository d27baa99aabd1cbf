/** One request for images, as the service understood it. */
export type Text2imgOrder = {
  readonly prompt: string;
  readonly modelId: string;
  readonly negativePrompt: string | null;
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  /** Of the first image; the next ones count up. */
  readonly seed: number;
  readonly steps: number;
  readonly guidanceScale: number;
  readonly safetyChecker: boolean;
  readonly enhancePrompt: boolean;
  readonly webhook: string | null;
  /** Sent back as it came. */
  readonly trackId: string | number | null;
};

export type Refusal = { readonly status: number; readonly message: string };

type Fields = Readonly<Record<string, unknown>>;

/** Text-to-image models that the vendor's own pages and SDKs name. */
export const MODELS: readonly string[] = [
  'flux',
  'midjourney',
  'sdxl',
  'realistic-vision-51',
  'anything-v3',
  'f222-diffusion',
  'tamarin-xl-v1',
  'flux-pro-1.1',
  'flux-pro-1.1-ultra',
];

const SIDE_MIN = 256; // pixels; these four limits are in the error messages of docs.modelslab.com/error-codes
const SIDE_MAX = 1024;
const SIDE_STEP = 8;
const SAMPLES_MAX = 4;

/** Reads a submit of `/v6/images/text2img`, refusing what the service refuses, in the words of its error table. */
export function readText2img(body: Fields, randomSeed: () => number): Text2imgOrder | Refusal {
  const message = faultOf(body);
  if (message !== undefined) return { status: 400, message };
  return {
    prompt: String(body.prompt),
    modelId: String(body.model_id),
    negativePrompt: text(body.negative_prompt),
    width: number(body.width) ?? 512,
    height: number(body.height) ?? 512,
    samples: number(body.samples) ?? 1,
    seed: number(body.seed) ?? randomSeed(),
    steps: number(body.num_inference_steps) ?? 31,
    guidanceScale: number(body.guidance_scale) ?? 7.5,
    safetyChecker: yes(body.safety_checker, false),
    enhancePrompt: yes(body.enhance_prompt, true),
    webhook: text(body.webhook),
    trackId: typeof body.track_id === 'number' ? body.track_id : text(body.track_id),
  };
}

function faultOf(body: Fields): string | undefined {
  if (body.prompt === undefined || body.prompt === null || body.prompt === '') return 'prompt is required';
  if (typeof body.prompt !== 'string') return 'prompt must be a string';
  if (typeof body.model_id !== 'string' || body.model_id === '') return 'model_id is required';
  if (!MODELS.includes(body.model_id)) return `Model not found: ${body.model_id}`;
  return sideFault(body, 'width') ?? sideFault(body, 'height') ?? numberFault(body);
}

function sideFault(body: Fields, side: 'width' | 'height'): string | undefined {
  if (!given(body[side])) return undefined;
  const pixels = number(body[side]);
  if (pixels === undefined || pixels < SIDE_MIN || pixels > SIDE_MAX) {
    return `${side} must be between ${SIDE_MIN} and ${SIDE_MAX}`;
  }
  return pixels % SIDE_STEP === 0 ? undefined : `${side} must be divisible by ${SIDE_STEP}`;
}

function numberFault(body: Fields): string | undefined {
  const { samples, guidance_scale: guidance, seed } = body;
  if (given(samples) && !within(number(samples), 1, SAMPLES_MAX, true)) {
    return `samples must be between 1 and ${SAMPLES_MAX}`;
  }
  if (given(guidance) && !within(number(guidance), 1, 20, false)) return 'guidance_scale must be between 1 and 20';
  if (given(seed) && !Number.isInteger(number(seed))) return 'seed must be an integer';
  return undefined;
}

const within = (value: number | undefined, min: number, max: number, whole: boolean): boolean =>
  value !== undefined && value >= min && value <= max && (!whole || Number.isInteger(value));

const given = (value: unknown): boolean => value !== undefined && value !== null;

/** The vendor's own samples send numbers as text, too. */
function number(value: unknown): number | undefined {
  if (typeof value === 'string' && value.trim() !== '') return number(Number(value));
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Booleans are sent as `true` or as `"yes"`. */
function yes(value: unknown, otherwise: boolean): boolean {
  if (!given(value)) return otherwise;
  return value === true || value === 'yes' || value === 'true';
}

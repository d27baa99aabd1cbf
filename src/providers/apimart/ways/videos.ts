import type { Family, Ordered, Way } from '#providers/apimart/way.ts';
import { CannotSay, framesOf, urlsOf } from '#providers/apimart/way.ts';

type RoledImage = { readonly url: string; readonly role: 'first_frame' | 'last_frame' | 'reference_image' };

/**
 * Body of `POST /v1/videos/generations` (docs.apimart.ai videos, one page per family). Each family takes some of these.
 * `duration` must be a number; the ratio is `aspect_ratio` for most and `size` for Seedance 2.
 */
type VideoBody = {
  readonly prompt: string | undefined;
  readonly duration?: number | undefined;
  readonly aspect_ratio?: string | undefined;
  readonly size?: string | undefined;
  readonly resolution?: string | undefined;
  readonly mode?: string | undefined;
  readonly negative_prompt?: string | undefined;
  readonly seed?: number | undefined;
  readonly audio?: boolean | undefined;
  readonly generate_audio?: boolean | undefined;
  readonly image_urls?: readonly string[] | undefined;
  readonly image_with_roles?: readonly RoledImage[] | undefined;
  readonly video_urls?: readonly string[] | undefined;
  readonly audio_urls?: readonly string[] | undefined;
  readonly first_frame_image?: string | undefined;
  readonly last_frame_image?: string | undefined;
};

const start = ({ submit: { request } }: Ordered) => ({
  prompt: request.prompt,
  duration: request.options.duration === undefined ? undefined : Math.round(request.options.duration),
});

/** First and last frame in `image_urls`, where the pages say that its order means that, or that it takes one image. */
function frameUrls(ordered: Ordered): readonly string[] | undefined {
  const { first, last } = framesOf(ordered);
  if (first === undefined) return undefined;
  return last === undefined ? [first] : [first, last];
}

/** Sora 2, Veo 3.1, Omni Flash. */
function plainBody(ordered: Ordered): VideoBody {
  const { aspect, resolution } = ordered.submit.request.options;
  return { ...start(ordered), aspect_ratio: aspect, resolution, image_urls: frameUrls(ordered) };
}

/** Veo 3.1 over the official channel, which writes `4K` (but `720p`). */
function officialBody(ordered: Ordered): VideoBody {
  const { aspect, resolution, negative, seed } = ordered.submit.request.options;
  const { first, last } = framesOf(ordered);
  return {
    ...start(ordered),
    aspect_ratio: aspect,
    resolution: resolution === '4k' ? '4K' : resolution,
    negative_prompt: negative,
    seed,
    first_frame_image: first,
    last_frame_image: last,
  };
}

/** What Kling 3 calls its resolutions. */
const KLING_MODES: Readonly<Record<string, string>> = { '720p': 'std', '1080p': 'pro', '4k': '4k' };

function klingBody(ordered: Ordered): VideoBody {
  const { aspect, resolution, negative } = ordered.submit.request.options;
  return {
    ...start(ordered),
    mode: resolution === undefined ? undefined : KLING_MODES[resolution],
    aspect_ratio: aspect,
    negative_prompt: negative,
    image_urls: frameUrls(ordered),
  };
}

/** Kling 2.6 makes sound in the mode `pro` only. */
function kling2Body(ordered: Ordered): VideoBody {
  const { sound } = ordered.submit.request.options;
  return { ...start(ordered), mode: sound === undefined ? undefined : sound ? 'pro' : 'std' };
}

/** The first frame decides the ratio; `aspect_ratio` is for text alone. */
function klingTurboBody(ordered: Ordered): VideoBody {
  const { aspect, resolution } = ordered.submit.request.options;
  const { first } = framesOf(ordered);
  return { ...start(ordered), resolution, ...(first ? { first_frame_image: first } : { aspect_ratio: aspect }) };
}

function seedanceBody(ordered: Ordered): VideoBody {
  const { aspect, resolution, seed, sound } = ordered.submit.request.options;
  const images = roledImages(ordered);
  const videos = urlsOf(ordered, 'video');
  const sounds = urlsOf(ordered, 'audio');
  if (sounds && !images && !videos) throw new CannotSay('a sound needs an image or a video beside it');
  return {
    ...start(ordered),
    size: aspect,
    resolution,
    seed,
    generate_audio: sound,
    image_with_roles: images,
    video_urls: videos,
    audio_urls: sounds,
  };
}

function roledImages(ordered: Ordered): readonly RoledImage[] | undefined {
  const { first, last } = framesOf(ordered);
  const references = urlsOf(ordered, 'reference') ?? [];
  const images: readonly RoledImage[] = [
    ...(first === undefined ? [] : [{ url: first, role: 'first_frame' } as const]),
    ...(last === undefined ? [] : [{ url: last, role: 'last_frame' } as const]),
    ...references.map((url) => ({ url, role: 'reference_image' }) as const),
  ];
  return images.length === 0 ? undefined : images;
}

function seedance1Body(ordered: Ordered): VideoBody {
  const { aspect, sound } = ordered.submit.request.options;
  return { ...start(ordered), aspect_ratio: aspect, audio: sound };
}

const generation = { path: 'v1/videos/generations', family: 'videos' as Family };

export const VIDEO_WAYS: readonly Way[] = [
  { route: 'videos', ...generation, body: plainBody },
  { route: 'videos/official', ...generation, body: officialBody },
  { route: 'videos/kling-3', ...generation, body: klingBody },
  { route: 'videos/kling-2', ...generation, body: kling2Body },
  { route: 'videos/kling-turbo', ...generation, body: klingTurboBody },
  { route: 'videos/seedance-2', ...generation, body: seedanceBody },
  { route: 'videos/seedance-1', ...generation, body: seedance1Body },
];

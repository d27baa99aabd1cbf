import type { Submit } from '#domain/ports/provider.ts';

/** An image is given to start the video from, under either name that the commands have for it. */
export const hasStart = ({ inputs }: Submit): boolean =>
  inputs.some(({ role }) => role === 'image' || role === 'first_frame');

/** Models of both ways take the image as optional; where one is to be animated, a video from words alone would be wasted. */
export const lacksStart = (submit: Submit): string | undefined =>
  submit.request.use === 'animate' && !hasStart(submit) ? 'there is no image to animate' : undefined;

/** At most 512 on each side (docs.modelslab.com text-to-video, image-to-video). */
export const UP_TO_512 = { width: 512, height: 512 } as const;

type Clip = { readonly num_frames?: number; readonly fps?: number };

/** Most that every page and the OpenAPI file allow; one sample body has 18. */
const FPS_MAX = 16;

/** Of the plain generators. */
const PLAIN_FRAMES_MAX = 25;

/** Without a length the service's own 16 or 25 frames. Longer means slower frames: 16 a second for 1 s, 8 for 3 s. */
export function plainClip(seconds: number | undefined): Clip {
  if (seconds === undefined) return {};
  const fps = Math.min(FPS_MAX, Math.floor(PLAIN_FRAMES_MAX / seconds));
  return { num_frames: Math.min(PLAIN_FRAMES_MAX, Math.round(fps * seconds)), fps };
}

/** The service's own 81 frames are five seconds at 16 a second and the first frame; steps of four frames, as there. */
export function ultraClip(seconds: number | undefined): Clip {
  if (seconds === undefined) return {};
  return { num_frames: 4 * Math.round((FPS_MAX * seconds) / 4) + 1, fps: FPS_MAX };
}

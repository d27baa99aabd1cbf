import type { Family, Ordered, Way } from './way.ts';
import { IMAGE_WAYS } from './ways/images.ts';
import { MUSIC_WAYS } from './ways/music.ts';
import { SPEECH_WAYS } from './ways/speech.ts';
import { VIDEO_WAYS } from './ways/videos.ts';

const WAYS = new Map([...IMAGE_WAYS, ...VIDEO_WAYS, ...MUSIC_WAYS, ...SPEECH_WAYS].map((way) => [way.route, way]));

/** Undefined when the model comes from a list that this version does not know how to read. */
export const wayOf = (route: string): Way | undefined => WAYS.get(route);

/** Those whose callbacks the service documents for its submit path, or for all asynchronous ones (docs.apimart.ai webhook). */
const WITH_WEBHOOK: ReadonlySet<Family> = new Set(['images', 'videos', 'music']);

/**
 * The body of a submit. The webhook's address goes as it is: the service puts `/callback` after it. Throws `CannotSay`.
 */
export function bodyOf(way: Way, ordered: Ordered): object {
  const { model, webhookUrl } = ordered.submit;
  const webhook = WITH_WEBHOOK.has(way.family) && webhookUrl !== undefined ? { webhook: webhookUrl } : {};
  return { model: model.name, ...way.body(ordered), ...webhook };
}

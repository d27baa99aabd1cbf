import type { Ordered, Way } from '#providers/apimart/way.ts';
import { CannotSay } from '#providers/apimart/way.ts';

/** Longest `style` of suno, in characters (docs.apimart.ai audios suno). */
const STYLE_MAX_CHARACTERS = 1000;

/** The general one of its three versions; the page wants a version or a trained model. */
const SUNO_VERSION = 'v6';

/** Body of `POST /v1/music/generations` for suno. Without `custom` the prompt is an idea, with it the lyrics to sing. */
type SunoBody = {
  readonly version: string;
  readonly custom: boolean;
  readonly instrumental: boolean;
  readonly prompt: string | undefined;
  readonly style?: string | undefined;
  readonly negative_tags: string | undefined;
  readonly audio_format: string | undefined;
};

/** Body of `POST /v1/music/generations` for flowmusic. */
type FlowBody = {
  readonly sound_prompt: string | undefined;
  readonly lyrics: string | undefined;
  readonly length: number | undefined;
  readonly seed: number | undefined;
};

/** How it shall sound: the prompt and, where there is one, the style. */
function soundOf({ submit: { request } }: Ordered): string | undefined {
  const words = [request.prompt, request.options.style].filter((text) => text !== undefined);
  return words.length === 0 ? undefined : words.join(', ');
}

function sunoBody(ordered: Ordered): SunoBody {
  const { options } = ordered.submit.request;
  const { lyrics, negative, format, instrumental = false } = options;
  const always = { version: SUNO_VERSION, instrumental, negative_tags: negative, audio_format: format };
  const sound = soundOf(ordered);
  if (lyrics === undefined) return { ...always, custom: false, prompt: sound };
  if (sound !== undefined && sound.length > STYLE_MAX_CHARACTERS) {
    throw new CannotSay(`beside lyrics, prompt and style have at most ${STYLE_MAX_CHARACTERS} characters`);
  }
  return { ...always, custom: true, prompt: lyrics, style: sound };
}

function flowBody(ordered: Ordered): FlowBody {
  const { lyrics, duration, seed } = ordered.submit.request.options;
  const length = duration === undefined ? undefined : Math.round(duration);
  return { sound_prompt: soundOf(ordered), lyrics, length, seed };
}

const generation = { path: 'v1/music/generations', family: 'music' as const };

export const MUSIC_WAYS: readonly Way[] = [
  { route: 'music/suno', ...generation, body: sunoBody },
  { route: 'music/flow', ...generation, body: flowBody },
];

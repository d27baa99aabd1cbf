import { makeFilm } from '#sandbox/media/film.ts';
import type { Sound } from '#sandbox/media/sound.ts';
import { makeSound } from '#sandbox/media/sound.ts';
import { writeTranscript } from '#sandbox/media/words.ts';
import type { Endpoint, Order, Product, Shape } from '#sandbox/modelslab/endpoint.ts';
import type { Fields } from '#sandbox/services/fields.ts';
import { required, text, toNumber } from '#sandbox/services/fields.ts';
import { pictures } from './pictures.ts';
import { V7_MODELS } from './v7-models.ts';

/** The model decides about the fields, so there is an endpoint for each of the two together. */
export const v7Endpoint = (path: string, modelId: unknown): Endpoint | undefined => {
  const models = V7_MODELS[path];
  if (!models) return undefined;
  const named = typeof modelId === 'string' ? models[modelId] : undefined;
  const fields: Fields = { model_id: required(text()), ...(named ?? {}) };
  const group = path.slice(0, path.indexOf('/'));
  return {
    path: `v7/${path}`,
    family: `v7/${group}`,
    shape: SHAPES[group] ?? 'video',
    fields,
    fault: () => (named ? undefined : `Model not found: ${String(modelId)}`),
    products: PRODUCTS[path] ?? BY_GROUP[group] ?? pictures,
  };
};

export const V7_PATHS: readonly string[] = Object.keys(V7_MODELS);

const SHAPES: Readonly<Record<string, Shape>> = { images: 'images', 'video-fusion': 'video', voice: 'voice' };

const sound =
  (kind: Sound['kind']) =>
  ({ prompt, seed, body }: Order): readonly Product[] => {
    const seconds = toNumber(body.duration ?? body['time in seconds']);
    const wanted = { kind, text: prompt, seed, ...(seconds === undefined ? {} : { seconds }) };
    return [{ extension: 'mp3', make: () => makeSound(wanted, 'mp3') }];
  };

const films = ({ prompt, seed, body }: Order): readonly Product[] => [
  {
    extension: 'mp4',
    make: async (given) => {
      const source = given.find(({ kind }) => kind === 'image')?.bytes;
      const seconds = toNumber(body.duration) ?? 3;
      return makeFilm({ prompt, seed, seconds, ...frameOf(body.aspect_ratio), ...(source ? { source } : {}) });
    },
  },
];

/** Of a ratio such as `16:9`, or of a size such as `1280:720`. */
function frameOf(ratio: unknown): { readonly width: number; readonly height: number } {
  const [across = 16, down = 9] = String(ratio ?? '16:9')
    .split(':')
    .map(Number);
  return {
    width: Math.round((512 * across) / Math.max(across, down)),
    height: Math.round((512 * down) / Math.max(across, down)),
  };
}

const transcript = (): readonly Product[] => [
  { extension: 'txt', make: async (given) => Buffer.from(writeTranscript(given[0]?.bytes.byteLength ?? 0)) },
];

const BY_GROUP: Readonly<Record<string, Endpoint['products']>> = {
  images: pictures,
  'video-fusion': films,
  voice: sound('speech'),
};

const PRODUCTS: Readonly<Record<string, Endpoint['products']>> = {
  'voice/speech-to-text': transcript,
  'voice/sound-generation': sound('effect'),
  'voice/music-gen': sound('music'),
  'voice/song-extender': sound('music'),
  'voice/song-inpaint': sound('music'),
};

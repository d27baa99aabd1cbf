import { randomUUID } from 'node:crypto';
import { makeFilm } from '#sandbox/media/film.ts';
import type { PictureFormat } from '#sandbox/media/picture.ts';
import { drawAs, encodePicture } from '#sandbox/media/picture.ts';
import { combine, cutOut, enlarge, restyle } from '#sandbox/media/retouch.ts';
import type { Sound } from '#sandbox/media/sound.ts';
import { makeSound } from '#sandbox/media/sound.ts';
import { writeTranscript } from '#sandbox/media/words.ts';
import type { FileArea } from '#sandbox/services/desk.ts';
import type { Job, NewJob } from '#sandbox/services/job.ts';
import type { Gathered, Material } from '#sandbox/services/materials.ts';
import { gather } from '#sandbox/services/materials.ts';
import type { Body } from '#sandbox/services/serve.ts';
import type { LabsKind, LabsModel } from './describe-model.ts';

/** One submit, as the service understood it. */
export type Prediction = {
  readonly model: LabsModel;
  readonly input: Body;
  readonly secret: string | null;
};

export type PredictionJob = Job<Prediction>;

type Product = { readonly extension: string; readonly make: (given: readonly Gathered[]) => Promise<Uint8Array> };
type Idea = { readonly prompt: string; readonly seed: number; readonly input: Body };

export function newPrediction(
  order: Prediction,
  webhook: string | null,
  fileUrl: (area: FileArea, name: string) => string,
): NewJob<Prediction> {
  const id = randomUUID();
  const { model, input } = order;
  const prompt = String(input.prompt ?? input.text ?? input.lyrics ?? '');
  const seed =
    Number.isInteger(Number(input.seed)) && input.seed ? Number(input.seed) : Number.parseInt(id.slice(0, 8), 16);
  const products = PRODUCTS[model.kind]({ prompt, seed, input });
  return {
    id,
    endpoint: model.slug,
    prompt,
    webhook,
    order,
    files: products.map(({ extension }, at) => {
      const name = `${id}-${at}.${extension}`;
      return { name, url: fileUrl('generations', name), mirrorUrl: fileUrl('mirror', name) };
    }),
    make: async () => {
      const given = await gather(materialsOf(input), ({ field }) => `${field}: the file could not be downloaded`);
      return Promise.all(products.map(({ make }) => make(given)));
    },
  };
}

const countOf = (input: Body): number => {
  const count = input.num_images ?? input.n;
  return typeof count === 'number' ? count : 1;
};

const many = (count: number, product: (at: number) => Product): readonly Product[] =>
  Array.from({ length: count }, (_, at) => product(at));

const formatOf = ({ output_format: format }: Body): PictureFormat =>
  format === 'jpeg' || format === 'webp' ? format : 'png';

const picture = (input: Body, make: (given: readonly Gathered[]) => Promise<Uint8Array>): Product => {
  const format = formatOf(input);
  return {
    extension: format === 'jpeg' ? 'jpg' : format,
    make: async (given) => encodePicture(await make(given), format),
  };
};

const firstImage = (given: readonly Gathered[]): Uint8Array =>
  given.find(({ kind }) => kind === 'image')?.bytes ?? new Uint8Array();

const sound =
  (kind: Sound['kind']) =>
  ({ prompt, seed, input }: Idea): readonly Product[] => {
    const asked = input.duration_seconds ?? input.seconds_total;
    const wanted = { kind, text: prompt, ...(typeof asked === 'number' ? { seconds: asked } : {}) };
    return many(countOf(input), (at) => ({
      extension: 'mp3',
      make: () => makeSound({ ...wanted, seed: seed + at }, 'mp3'),
    }));
  };

const PRODUCTS: Readonly<Record<LabsKind, (idea: Idea) => readonly Product[]>> = {
  image: ({ prompt, seed, input }) =>
    many(countOf(input), (at) =>
      picture(input, () => drawAs({ prompt, seed: seed + at, ...frameOf(input, 1024) }, 'png')),
    ),
  edit: ({ prompt, seed, input }) =>
    many(countOf(input), (at) =>
      picture(input, (given) => {
        const images = given.filter(({ kind }) => kind === 'image').map(({ bytes }) => bytes);
        const order = { prompt, seed: seed + at };
        return images.length > 1 ? combine(images, order, frameOf(input, 1024)) : restyle(firstImage(given), order);
      }),
    ),
  upscale: ({ input }) => [picture(input, (given) => enlarge(firstImage(given), Number(input.upscale_factor ?? 2)))],
  cutout: () => [{ extension: 'png', make: (given) => cutOut(firstImage(given)) }],
  video: ({ prompt, seed, input }) => [
    {
      extension: 'mp4',
      make: (given) => {
        const source = given.find(({ kind }) => kind === 'image')?.bytes;
        const seconds = Number.parseFloat(String(input.duration ?? 5));
        return makeFilm({ prompt, seed, seconds, ...frameOf(input, 512), ...(source ? { source } : {}) });
      },
    },
  ],
  speech: sound('speech'),
  effect: sound('effect'),
  music: sound('music'),
  words: () => [
    { extension: 'txt', make: async (given) => Buffer.from(writeTranscript(given[0]?.bytes.byteLength ?? 0)) },
  ],
};

const PRESETS: Readonly<Record<string, readonly [number, number]>> = {
  square_hd: [1, 1],
  square: [1, 1],
  portrait_4_3: [3, 4],
  portrait_16_9: [9, 16],
  landscape_4_3: [4, 3],
  landscape_16_9: [16, 9],
};

/** Of a ratio, a preset or a size in pixels; wide where nothing is said of a film, square for a picture. */
function frameOf(input: Body, longSide: number): { readonly width: number; readonly height: number } {
  const asked = String(input.aspect_ratio ?? input.image_size ?? (longSide < 1024 ? '16:9' : '1:1'));
  const numbers = /^(\d+)[:x](\d+)$/.exec(asked);
  const [across, down] = PRESETS[asked] ?? (numbers ? [Number(numbers[1]), Number(numbers[2])] : [1, 1]);
  const scale = longSide / Math.max(across, down);
  return { width: Math.round(across * scale), height: Math.round(down * scale) };
}

const KINDS: readonly (readonly [RegExp, Material['kind']])[] = [
  [/(^|_)(image|mask)(_|$)/, 'image'],
  [/(^|_)audio_url$/, 'audio'],
  [/(^|_)video_url$/, 'video'],
];

/** Every file that an input names: the fields differ from model to model, their names tell what they hold. */
const materialsOf = (input: Body): readonly Material[] =>
  Object.entries(input).flatMap(([field, value]) => {
    const kind = KINDS.find(([pattern]) => pattern.test(field))?.[1];
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return kind === undefined
      ? []
      : values.flatMap((each) =>
          typeof each === 'string' && /^(https?:|data:)/.test(each) ? [{ field, kind, value: each }] : [],
        );
  });

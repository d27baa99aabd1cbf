import { drawAs } from '#sandbox/media/picture.ts';
import { combine, restyle } from '#sandbox/media/retouch.ts';
import type { Order, Product } from '#sandbox/modelslab/endpoint.ts';
import { toFlag, toNumber } from '#sandbox/services/fields.ts';
import type { Gathered } from '#sandbox/services/materials.ts';

const SIDE = 512;
const FIRST_PICTURE = ['init_image', 'image', 'control_image', 'face_image'];

/** As many pictures as `samples` asks for: drawn from the prompt, or from the pictures that came along. */
export const pictures = (order: Order): readonly Product[] =>
  Array.from({ length: toNumber(order.body.samples) ?? 1 }, (_, at) => ({
    extension: 'png',
    make: async (given) => asAsked(order, await picture(order, order.seed + at, given)),
  }));

export const sizeAsked = ({ body }: Order, otherwise = SIDE) => ({
  width: Math.round(toNumber(body.width) ?? otherwise),
  height: Math.round(toNumber(body.height) ?? otherwise),
});

/** One product, made of the first picture that came along. */
export const retouched =
  (retouch: (bytes: Uint8Array, order: Order) => Promise<Uint8Array>) =>
  (order: Order): readonly Product[] => [
    { extension: 'png', make: async (given) => retouch(firstPicture(given), order) },
  ];

export const firstPicture = (given: readonly Gathered[]): Uint8Array =>
  (given.find(({ field }) => FIRST_PICTURE.includes(field)) ?? given[0])?.bytes ?? new Uint8Array();

async function picture(order: Order, seed: number, given: readonly Gathered[]): Promise<Uint8Array> {
  const { prompt, blanked } = order;
  const size = sizeAsked(order);
  const images = given
    .filter(({ kind, field }) => kind === 'image' && field !== 'mask_image')
    .map(({ bytes }) => bytes);
  if (blanked || images.length === 0) return drawAs({ prompt, seed, ...size, isBlank: blanked }, 'png');
  if (images.length > 1) return combine(images, { prompt, seed }, size);
  // What starts from a picture keeps its size: `width` and `height` follow the init image.
  return restyle(firstPicture(given), { prompt, seed });
}

/** With `base64` the address leads to text, not to a picture. */
const asAsked = ({ body }: Order, bytes: Uint8Array): Uint8Array =>
  toFlag(body.base64) ? Buffer.from(Buffer.from(bytes).toString('base64')) : bytes;

import type { Part } from './v7-part.ts';
import { aspect, aspectAlways, image, imagePair, images, size } from './v7-part.ts';
import type { Row } from './v7-way.ts';

const drawn = (name: string, label: string, ...parts: readonly Part[]): Row => ({
  name,
  label,
  uses: ['imagine'],
  path: 'images/text-to-image',
  family: 'v7-images',
  parts,
});

const changed = (name: string, label: string, ...parts: readonly Part[]): Row => ({
  name,
  label,
  uses: ['edit'],
  path: 'images/image-to-image',
  family: 'v7-images',
  parts,
});

const IMAGEN = aspectAlways('1:1', '3:4', '4:3', '9:16', '16:9');

const SEEDREAM = aspectAlways('1:1', '4:3', '3:4', '16:9', '9:16', '3:2', '2:3');

/** `samples`, one to four. */
const samples: Part = {
  options: { count: { min: 1, max: 4 } },
  fields: ({ submit }) => ({ samples: submit.request.options.count }),
};

/** Required without a list of what it may be: the ratios that all others have in common. */
const COMMON = aspectAlways('16:9', '9:16', '1:1', '4:3', '3:4');

/** Of lists up to 14 images, a request may bring ten. */
const MOST = 10;

export const IMAGE_ROWS: readonly Row[] = [
  drawn('flux-2-pro', 'Flux 2 Pro', size),
  drawn('nano-banana-pro', 'Nano Banana Pro', aspect('1:1', '16:9', '9:16', '4:3', '3:4')),
  drawn('nano-banana-t2i', 'Nano Banana'),
  drawn('seedream-4.5', 'Seedream 4.5', SEEDREAM),
  drawn('seedream-4', 'Seedream 4', SEEDREAM),
  drawn('seedream-t2i', 'Seedream 3', size),
  drawn('imagen-4.0-ultra', 'Imagen 4 Ultra', IMAGEN, samples),
  drawn('imagen-4', 'Imagen 4', IMAGEN),
  drawn('imagen-4.0-fast-generate', 'Imagen 4 Fast', IMAGEN),
  drawn('imagen-3', 'Imagen 3'),
  drawn('gen4_image', 'Runway Gen-4 Image', COMMON),
  { ...changed('flux-2-pro', 'Flux 2 Pro, from images', images(MOST)), id: 'flux-2-pro-edit' },
  {
    ...changed(
      'nano-banana-pro',
      'Nano Banana Pro, from images',
      images(MOST),
      aspect('1:1', '16:9', '9:16', '4:3', '3:4'),
    ),
    id: 'nano-banana-pro-edit',
  },
  changed('nano-banana', 'Nano Banana, from two images', imagePair),
  changed('flux-kontext-pro', 'Flux Kontext Pro', image, aspect('16:9', '4:3', '3:2', '1:1', '2:3', '3:4', '9:16')),
  changed('seedream-4.5-i2i', 'Seedream 4.5, from images', images(MOST), SEEDREAM),
  changed('seedream-4.0-i2i', 'Seedream 4, from images', images(MOST)),
  changed('seededit-i2i', 'Seededit', image),
  changed('gen4_image_turbo', 'Runway Gen-4 Image Turbo, from two images', imagePair),
];

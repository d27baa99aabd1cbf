import { makeFilm } from '#sandbox/media/film.ts';
import { buildBower } from '#sandbox/media/mesh.ts';
import type { MeshFormat } from '#sandbox/media/mesh-files.ts';
import { writeMesh } from '#sandbox/media/mesh-files.ts';
import type { Endpoint, Order, Product } from '#sandbox/modelslab/endpoint.ts';
import type { Fields } from '#sandbox/services/fields.ts';
import { choice, file, flag, number, required, text, toFlag, whole } from '#sandbox/services/fields.ts';

const FORMATS: readonly MeshFormat[] = ['obj', 'stl', 'ply', 'glb'];

/** The model, and a film around it where `render` asks for one. Where the vendor puts that film is not documented. */
function meshes({ prompt, seed, body }: Order): readonly Product[] {
  const extension = FORMATS.find((format) => format === body.output_format) ?? 'glb';
  const model: Product = {
    extension,
    make: async (given) => writeMesh(buildBower(`${prompt}${given[0]?.bytes.byteLength ?? ''}`, seed), extension),
  };
  const film: Product = { extension: 'mp4', make: () => makeFilm({ prompt, seed, width: 320, height: 320 }) };
  return toFlag(body.render) ? [model, film] : [model];
}

const COMMON: Fields = {
  output_format: choice(...FORMATS),
  resolution: whole(1, 512),
  render: flag,
  ss_guidance_strength: number(),
  ss_sampling_steps: whole(1, 50),
  slat_guidance_strength: number(0, 10),
  slat_sampling_steps: whole(1, 50),
  mesh_simplify: number(0.9, 0.98),
  chunk_size: whole(1, 12_000),
  seed: whole(),
  // Text here, unlike everywhere else.
  temp: choice('yes', 'no'),
};

const at = (path: string, fields: Fields): Endpoint => ({
  path: `v6/3d/${path}`,
  family: 'v6/3d',
  shape: '3d',
  fields,
  products: meshes,
});

const image = file('image', { data: true });

export const THREE_D_ENDPOINTS: readonly Endpoint[] = [
  at('text_to_3d', {
    prompt: required(text()),
    negative_prompt: text(),
    guidance_scale: number(),
    num_inference_steps: whole(),
    foreground_ratio: number(),
    remove_bg: flag,
    ...COMMON,
  }),
  at('image_to_3d', { init_image: required(image), image, multi_image: flag, ...COMMON }),
];

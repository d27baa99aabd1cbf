import type { InputRole } from '#domain/input.ts';
import type { InputRule, MediaKind } from '#domain/model.ts';
import type { FileField } from '#providers/eachlabs/recipe.ts';
import type { Field, Schema } from './schema.ts';

/** Largest file that an upload takes (docs.eachlabs.ai storage): 100 MB. */
export const FILE_MAX_BYTES = 100_000_000;

/** Images of a list that does not tell its own bound; the smallest bound in the vendor's parameter tables is four. */
const LIST_DEFAULT_MAX = 4;

type Rule = { readonly role: InputRole; readonly accepts: MediaKind; readonly fields: readonly string[] };

/** The fields that take a file's address, by what the file is to the model; of several, the first. */
const FILE_FIELDS: readonly Rule[] = [
  {
    role: 'image',
    accepts: 'image',
    fields: ['image_url', 'image', 'start_image_url', 'first_frame_url', 'first_frame_image', 'input_image'],
  },
  {
    role: 'last_frame',
    accepts: 'image',
    fields: ['end_image_url', 'last_frame_url', 'last_frame_image', 'tail_image_url', 'last_image_url'],
  },
  { role: 'mask', accepts: 'image', fields: ['mask_url', 'mask', 'mask_image_url'] },
  { role: 'back', accepts: 'image', fields: ['back_image_url'] },
  { role: 'left', accepts: 'image', fields: ['left_image_url'] },
  { role: 'right', accepts: 'image', fields: ['right_image_url'] },
  { role: 'sample', accepts: 'audio', fields: ['reference_audio_url', 'voice_url', 'speaker_url'] },
  { role: 'audio', accepts: 'audio', fields: ['audio_url', 'audio'] },
  { role: 'video', accepts: 'video', fields: ['video_url', 'video'] },
];

/** Lists of images: the one to change first, where no other field takes it, then those to take things from. */
const IMAGE_LISTS = ['image_urls', 'images', 'input_images', 'reference_image_urls', 'reference_images'];

export type Files = { readonly fields: readonly FileField[]; readonly rules: readonly InputRule[] };

/** Which of a schema's fields are filled with files, and what a member may give for them. */
export function readFiles({ fields, required }: Schema): Files {
  const alone = FILE_FIELDS.flatMap(({ role, accepts, fields: names }) => {
    const name = names.find((each) => isAddress(fields.get(each)));
    if (name === undefined) return [];
    const list = fields.get(name)?.type === 'array';
    return [{ field: { field: name, roles: [role], list }, rule: ruleOf(role, accepts, required.has(name)) }];
  });
  const list = IMAGE_LISTS.find((name) => fields.get(name)?.type === 'array' && isAddress(fields.get(name)));
  const more =
    list === undefined
      ? []
      : listRules(
          list,
          { fields, required },
          alone.some(({ rule }) => rule.role === 'image'),
        );
  const roles = more.map(({ role }) => role);
  return {
    fields: [
      ...alone.map(({ field }) => field),
      ...(list === undefined || roles.length === 0 ? [] : [{ field: list, roles, list: true }]),
    ],
    rules: [...alone.map(({ rule }) => rule), ...more],
  };
}

function listRules(name: string, { fields, required }: Schema, hasImage: boolean): readonly InputRule[] {
  const most = fields.get(name)?.maxItems ?? LIST_DEFAULT_MAX;
  const isRequired = required.has(name);
  if (hasImage) return [{ ...ruleOf('reference', 'image', isRequired), most }];
  const image = ruleOf('image', 'image', isRequired);
  return most === 1 ? [image] : [image, { ...ruleOf('reference', 'image', false), most: most - 1 }];
}

const ruleOf = (role: InputRole, accepts: MediaKind, required: boolean): InputRule => ({
  role,
  accepts: [accepts],
  required,
  maxBytes: FILE_MAX_BYTES,
});

function isAddress(field: Field | undefined): boolean {
  if (!field || field.choices) return false;
  return field.type === 'array' ? (field.items ?? 'string') === 'string' : (field.type ?? 'string') === 'string';
}

/** The same files as the frames of a video: what it begins with, and what it ends with. */
export const asFrames = ({ fields, rules }: Files): Files => ({
  fields: fields.map((each) => ({ ...each, roles: each.roles.map(asFrame) })),
  rules: rules.map((each) => ({ ...each, role: asFrame(each.role) })),
});

const asFrame = (role: InputRole): InputRole => (role === 'image' ? 'first_frame' : role);

/** The same files, where the image may as well come as what a video begins with. */
export const withFirstFrame = ({ fields, rules }: Files): Files => ({
  fields: fields.map((each) => ({ ...each, roles: each.roles.flatMap((role) => [...new Set([role, asFrame(role)])]) })),
  rules: rules.flatMap((each) => (each.role === 'image' ? [each, { ...each, role: 'first_frame' }] : [each])),
});

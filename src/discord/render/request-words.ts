import type { Job } from '#domain/job.ts';
import { kindOf } from '#domain/job.ts';
import type { OptionName, Options } from '#domain/options.ts';
import type { Request } from '#domain/request.ts';
import type { Use } from '#domain/use.ts';
import { plain, plural } from './text.ts';

/** What members call what they get. */
export const USE_NOUNS: Readonly<Record<Use, string>> = {
  imagine: 'image',
  edit: 'edited image',
  upscale: 'larger image',
  removebg: 'cut-out',
  video: 'video',
  animate: 'animation',
  music: 'music',
  speech: 'speech',
  sound: 'sound',
  voice: 'recording',
  '3d': '3D model',
  train: 'trained model',
  workflow: 'workflow',
};

export const nounOf = ({ request }: { readonly request: Request }): string => USE_NOUNS[request.use];

/** The kind, and what is meant by it where the word alone does not tell. */
export function kindWords(job: { readonly request: Request }): string {
  const [kind, noun] = [kindOf(job), nounOf(job)];
  return kind === noun ? kind : `${kind}: ${noun}`;
}

/** The provider's own name of a model. */
export const modelName = (modelId: string): string => plain(modelId.slice(modelId.indexOf('/') + 1), 100);

/** The seed that was asked for; none once the job has moved, because a seed means something to its own model alone. */
export const seedOf = ({ request, movedFrom }: Pick<Job, 'request' | 'movedFrom'>): number | undefined =>
  movedFrom === undefined ? request.options.seed : undefined;

/** By what a member recognises a request: the prompt, else the lyrics, else the files that it came with. */
export function subject({ prompt, options, inputs }: Request): string | undefined {
  if (prompt ?? options.lyrics) return prompt ?? options.lyrics;
  return inputs.length > 0 ? inputs.map(({ name }) => name).join(', ') : undefined;
}

/** Options in words, in the order in which they are told. What is long or everybody's business to guess is not among them. */
const SAID: { readonly [Name in OptionName]?: (value: NonNullable<Options[Name]>) => string | undefined } = {
  aspect: (value) => value,
  count: (value) => (value > 1 ? plural(value, 'file') : undefined),
  duration: (value) => `${value} s`,
  resolution: (value) => value,
  sound: (value) => (value ? 'with sound' : 'silent'),
  instrumental: (value) => (value ? 'instrumental' : undefined),
  voice: (value) => `voice ${value}`,
  language: (value) => value,
  guide: (value) => `guided by ${value}`,
  scale: (value) => `${value}×`,
  quality: (value) => `${value} quality`,
  format: (value) => value,
};

/** Of one option: half a dozen of them stand in one line of a message. */
const OPTION_MAX_CHARACTERS = 30;

/** The chosen options, each in a word or two. */
export function optionWords(options: Options): readonly string[] {
  return Object.entries(SAID).flatMap(([name, say]) => {
    const value = options[name as OptionName];
    const words = value === undefined ? undefined : (say as (value: unknown) => string | undefined)(value);
    return words === undefined ? [] : [plain(words, OPTION_MAX_CHARACTERS)];
  });
}

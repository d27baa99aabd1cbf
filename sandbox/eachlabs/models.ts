import type { LabsModel } from './describe-model.ts';
import { model, PROMPT, SEED } from './describe-model.ts';
import { MOVING_MODELS } from './moving-models.ts';
import { STILL_MODELS } from './still-models.ts';

const FILLERS = 88; // so that a list of fifty needs three calls

/** Documented ones first, as their pages and schemas name them, then made-up ones. */
export const MODELS: readonly LabsModel[] = [
  ...STILL_MODELS,
  ...MOVING_MODELS,
  ...Array.from({ length: FILLERS }, (_, at) =>
    model(`pretend-style-${String(at + 1).padStart(2, '0')}-text-to-image`, 'image', { ...PROMPT, ...SEED }),
  ),
];

export const rowOf = ({ slug, title, outputType, schema }: LabsModel) => ({
  title,
  slug,
  version: '0.0.1',
  output_type: outputType,
  request_schema: schema,
});

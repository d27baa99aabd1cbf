import type { Family } from '#providers/modelslab/family.ts';

export { MODELS } from './editing-models.ts';
export { ENDPOINTS } from './editing-ways.ts';

/** A caption is words, in the answer or in a file: which of the two is documented nowhere. Its tasks are those of the images. */
export const FAMILIES: readonly Family[] = [
  {
    name: 'caption',
    makesText: true,
    poll: ({ taskId }) => ({ path: `v6/image_editing/fetch/${encodeURIComponent(taskId)}` }),
  },
];

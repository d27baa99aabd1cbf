import * as z from 'zod';
import type { Model } from '#domain/model.ts';
import { modelId } from '#domain/request.ts';
import { modelOf } from './draft.ts';
import { plainImage } from './image-models.ts';
import { KNOWN } from './models.ts';

/** A row of `GET /v1/models`; a row without a category is of unknown category. */
const row = z.object({
  id: z.string().trim().min(1),
  category: z.string().optional().catch(undefined),
  capability_tags: z.array(z.string()).optional().catch(undefined),
});

const list = z.object({ success: z.literal(true).optional(), data: z.array(z.unknown()) });

/** The same model under a dated name, such as `…-251215`. */
const DATED = /-\d{6,8}$/;

/** Its submit has a path and statuses of its own, which this room does not speak. */
const OTHER_WAYS = /midjourney/i;

/**
 * The models that members can have. Those that this room knows keep their known limits. Of the rest only images are
 * taken, with prompt, number and ratio: what the general schema of the service holds for all (docs.apimart.ai models);
 * a video's duration or ratio would be guesswork. Undefined when the answer is no such list.
 */
export function readModels(json: unknown): readonly Model[] | undefined {
  const rows = list.safeParse(json).data?.data;
  if (!rows) return undefined;
  const models = rows.flatMap((each) => {
    const read = row.safeParse(each).data;
    const model = read && modelIn(read);
    return model && modelId.safeParse(model.id).success ? model : [];
  });
  return [...new Map(models.map((model) => [model.id, model])).values()];
}

function modelIn({ id, category, capability_tags: tags }: z.infer<typeof row>): Model | undefined {
  const known = KNOWN.get(id);
  if (known) return known;
  const undated = KNOWN.get(id.replace(DATED, ''));
  if (undated) return { ...undated, id: `apimart/${id}`, name: id, label: `${undated.label} (${id})`, popularity: 0 };
  const makesImages = category === 'image' && (!tags || tags.includes('Text to Image'));
  return makesImages && !OTHER_WAYS.test(id) ? modelOf(plainImage(id, id), 0) : undefined;
}

import * as z from 'zod';
import type { Model } from '#domain/model.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { Exchange } from '#providers/http/exchange.ts';
import { faultOf } from './account.ts';
import type { AskService } from './ask.ts';
import { listedModel } from './endpoints/images.ts';
import type { Ask } from './family.ts';
import { LISTS, MODELS } from './roster.ts';

/** The list holds every public model in one answer, thousands of rows of about a kilobyte. */
const LIST_MAX_BYTES = 64 * 1024 * 1024;
const LIST_TIMEOUT_MS = 60_000;

/** The most called ones: nobody finds the rest by chance, and all of them stay in memory. */
const LISTED_MODELS_MAX = 10_000;

/** What a Discord choice may show. */
const LABEL_MAX_CHARACTERS = 100;

const text = z.string().trim().min(1).nullish().catch(undefined);

/** A row of the list (docs.modelslab.com model list). All but the id may be null, missing, or of another type. */
const row = z.object({
  model_id: z
    .string()
    .trim()
    .regex(/^\S{1,100}$/),
  model_name: text,
  status: text,
  model_category: text,
  model_subcategory: text,
  feature: text,
  /** `"0"` and `"no"` are seen; whatever is not plainly a no counts as a yes. */
  is_nsfw: z.unknown().optional(),
  /** How often it was called, a number in text. */
  api_calls: z.coerce.number().nonnegative().catch(0),
});

type Row = z.infer<typeof row>;

type Deps = { readonly ask: AskService; readonly logger: Pick<Logger, 'warn'> };

/**
 * Our own models first, then the image models of the service's list (`POST /api/v4/dreambooth/model_list`, a bare array;
 * an error is an object), then what the families list. A family whose list cannot be had is left out with a warning.
 */
export function createListModels({ ask, logger }: Deps): () => Promise<readonly Model[]> {
  const askFor = (question: Ask): Promise<Exchange> =>
    ask(question, { timeoutMs: LIST_TIMEOUT_MS, maxBodyBytes: LIST_MAX_BYTES });

  return async () => {
    const listed = readModelList(await askFor({ path: 'v4/dreambooth/model_list' }));
    const others = await Promise.all(LISTS.map((list) => list(askFor).catch(leftOut)));
    const byId = new Map<string, Model>();
    for (const model of [...MODELS, ...others.flat(), ...listed]) if (!byId.has(model.id)) byId.set(model.id, model);
    return [...byId.values()];
  };

  function leftOut(error: unknown): readonly Model[] {
    logger.warn({ provider: 'modelslab', err: error }, 'one list of models cannot be had');
    return [];
  }
}

/** Throws when the answer is not the list. */
function readModelList(exchange: Exchange): readonly Model[] {
  const rows = exchange.outcome === 'answered' && exchange.status < 300 ? exchange.json : undefined;
  if (!Array.isArray(rows)) throw new Error(`ModelsLab does not tell its models: ${faultOf(exchange)}`);
  return rows
    .flatMap((each) => row.safeParse(each).data ?? [])
    .filter(isUsable)
    .toSorted((one, other) => other.api_calls - one.api_calls)
    .slice(0, LISTED_MODELS_MAX)
    .map((each) =>
      listedModel({
        name: each.model_id,
        label: (each.model_name ?? each.model_id).slice(0, LABEL_MAX_CHARACTERS),
        isFlux: [each.model_category, each.model_subcategory].some((word) => word?.toLowerCase() === 'flux'),
        nsfw: !NO.includes(String(each.is_nsfw ?? 'no').toLowerCase()),
        popularity: each.api_calls,
      }),
    );
}

const NO: readonly string[] = ['0', 'no', 'false', ''];

/** Categories of models that make images (docs.modelslab.com model upload; `Image` in bodies that integrators saw). */
const IMAGE_CATEGORIES: readonly string[] = ['stable_diffusion', 'stable_diffusion_xl', 'flux', 'z_image', 'image'];

/** What is added to a model rather than one: a LoRA goes elsewhere, an embedding nowhere. */
const NOT_A_MODEL = /lora|lycoris|embedding|controlnet|vae|adapter/i;

function isUsable({ status, model_category: category, model_subcategory: subcategory, feature }: Row): boolean {
  if (status !== 'model_ready' || NOT_A_MODEL.test(subcategory ?? '')) return false;
  if (category) return IMAGE_CATEGORIES.includes(category.toLowerCase());
  return !feature || feature.toLowerCase() === 'imagen';
}

import * as z from 'zod';
import type { Model } from '#domain/model.ts';
import { modelId } from '#domain/request.ts';
import type { Ask } from '#providers/eachlabs/ask.ts';
import type { Parameter, Recipe } from '#providers/eachlabs/recipe.ts';
import { toRoute } from '#providers/eachlabs/recipe.ts';
import type { Files } from './file-fields.ts';
import { readFiles } from './file-fields.ts';
import type { Prompt } from './read-model.ts';
import { LABEL_MAX_CHARACTERS, mustBeGiven, readPrompt } from './read-model.ts';
import type { Field, Schema } from './schema.ts';
import { readSchema } from './schema.ts';

/** The largest page, and how deep the service pages (docs.eachlabs.ai list-workflows). */
const PAGE_ROWS = 100;
const ROWS_MAX = 1_000;

/** Each costs one more question; the newest come first. */
const WORKFLOWS_MAX = 100;

/** Ids stand in paths; they are UUIDs and words like `v1`. */
const pathPart = z.string().regex(/^[\w.-]{1,60}$/);
const isOff = (status: string | undefined): boolean => status === 'archived' || status === 'deleted';
const status = z.string().optional().catch(undefined);

const page = z.object({
  workflows: z.array(z.unknown()),
  /** Where the next page begins, not an echo; absent on the last one. */
  offset: z.int().positive().optional().catch(undefined),
});

/** `workflow_id` on the pages; `id` is taken too, because only samples say so and the older reference names neither. */
const ids = { workflow_id: pathPart.optional(), id: pathPart.optional().catch(undefined) };

const listed = z.object({ ...ids, status });

const detail = z.object({
  ...ids,
  name: z.string().trim().min(1).optional().catch(undefined),
  trigger_count: z.number().nonnegative().catch(0),
  versions: z.array(z.unknown()).catch([]),
});

const version = z.object({
  version_id: pathPart,
  status,
  updated_at: z.string().optional().catch(undefined),
  definition: z.object({ input_schema: z.unknown() }).optional().catch(undefined),
});

/** The account's workflows, each in its newest version (docs.eachlabs.ai workflows). Throws when the list cannot be told. */
export async function listWorkflows(ask: Ask): Promise<readonly Model[]> {
  const found = await listIds(ask);
  const models: Model[] = [];
  for (const id of found.slice(0, WORKFLOWS_MAX)) {
    const model = readWorkflow(await ask(`v1/workflows/${id}`));
    if (model) models.push(model);
  }
  return models;
}

async function listIds(ask: Ask): Promise<readonly string[]> {
  const found: string[] = [];
  for (let offset = 0; offset + PAGE_ROWS <= ROWS_MAX && found.length < WORKFLOWS_MAX; ) {
    const answer = page.parse(await ask(`v1/workflows?limit=${PAGE_ROWS}&offset=${offset}`));
    const rows = answer.workflows.flatMap((row) => listed.safeParse(row).data ?? []);
    found.push(...rows.flatMap((row) => (isOff(row.status) ? [] : (row.workflow_id ?? row.id ?? []))));
    if (answer.offset === undefined || answer.offset <= offset) break;
    offset = answer.offset;
  }
  return [...new Set(found)];
}

/** Undefined for a workflow that no member could start: without a version, or wanting lists and objects. */
export function readWorkflow(json: unknown): Model | undefined {
  const read = detail.safeParse(json).data;
  const newest = newestOf(read?.versions ?? []);
  const workflowId = read?.workflow_id ?? read?.id;
  if (!read || !newest || workflowId === undefined) return undefined;
  const name = `${workflowId}/${newest.version_id}`;
  const id = `eachlabs/workflow:${name}`;
  const workflow = { id: workflowId, version: newest.version_id };
  const taken = readInputs(readSchema(newest.definition?.input_schema), workflow);
  if (!taken || !modelId.safeParse(id).success) return undefined;
  return {
    id,
    provider: 'eachlabs',
    name,
    label: (read.name ?? name).slice(0, LABEL_MAX_CHARACTERS),
    uses: ['workflow'],
    ...taken,
    nsfw: false,
    popularity: read.trigger_count,
  };
}

function newestOf(versions: readonly unknown[]): z.infer<typeof version> | undefined {
  const active = versions.flatMap((each) => version.safeParse(each).data ?? []).filter((each) => !isOff(each.status));
  const timeOf = ({ updated_at }: z.infer<typeof version>): number => Date.parse(updated_at ?? '') || 0;
  return active.toSorted((one, other) => timeOf(other) - timeOf(one))[0];
}

type Taken = Pick<Model, 'route' | 'prompt' | 'options' | 'inputs' | 'requires'>;

function readInputs(schema: Schema | undefined, workflow: NonNullable<Recipe['workflow']>): Taken | undefined {
  const empty = { workflow, options: {}, files: [], fixed: {}, safety: false };
  if (!schema) {
    return { route: toRoute(empty), prompt: { need: 'none' }, options: { values: { any: true } }, inputs: [] };
  }
  const files = readFiles(schema);
  const prompt = promptOf(schema, files);
  const parameters = readParameters(schema, [prompt.field, ...files.fields.map(({ field }) => field)]);
  if (!parameters) return undefined;
  const needed = Object.values(parameters).some(({ required }) => required);
  return {
    route: toRoute({
      ...empty,
      ...(prompt.field !== undefined && { prompt: prompt.field }),
      files: [...files.fields],
      parameters,
    }),
    prompt: { need: prompt.need, ...(prompt.maxLength !== undefined && { maxCharacters: prompt.maxLength }) },
    options: Object.keys(parameters).length > 0 ? { values: { any: true } } : {},
    ...(needed && { requires: ['values'] }),
    inputs: [...files.rules],
  };
}

/** A workflow that wants one text, whatever it calls it (`story`, `topic`), wants a prompt. */
function promptOf(schema: Schema, files: Files): Prompt {
  const named = readPrompt(schema);
  if (named.field !== undefined) return named;
  const texts = [...schema.required].filter(
    (name) =>
      mustBeGiven(schema, name) &&
      schema.fields.get(name)?.type === 'string' &&
      !schema.fields.get(name)?.choices &&
      !files.fields.some(({ field }) => field === name),
  );
  return texts.length === 1 ? readPrompt(schema, texts) : named;
}

const TYPES: Readonly<Record<string, Parameter['type']>> = {
  string: 'text',
  number: 'number',
  integer: 'integer',
  boolean: 'boolean',
};

/** What is left for `name=value`. Undefined when something is required that cannot be typed so. */
function readParameters({ fields, required }: Schema, taken: readonly (string | undefined)[]) {
  const parameters: Record<string, Parameter> = {};
  for (const [name, field] of fields) {
    if (taken.includes(name)) continue;
    const type = typeOf(field);
    const needed = required.has(name) && field.default === undefined;
    if (type !== undefined) parameters[name] = { type, required: needed };
    else if (needed) return undefined;
  }
  return parameters;
}

const typeOf = ({ type }: Field): Parameter['type'] | undefined => (type === undefined ? 'any' : TYPES[type]);

import * as z from 'zod';
import type { Model } from '#domain/model.ts';
import type { Exchange } from '#providers/http/exchange.ts';
import type { Ask, ListModels } from './family.ts';
import { offer } from './offer.ts';
import { workflowPath } from './workflow.ts';

/** Each costs a question of its own; an account with more has them from the dashboard, most called first here. */
const LISTED_WORKFLOWS_MAX = 100;

const text = z.string().trim().min(1).optional().catch(undefined);

const row = z.object({
  id: z.string().regex(/^[\w-]{1,100}$/),
  name: text,
  call_count: z.number().nonnegative().catch(0),
});

const list = z.object({ workflows: z.array(z.unknown()) });

const parameter = z.object({ key: z.string().min(1).max(100), required: z.boolean().catch(false) });

const detail = z.object({ parameters: z.array(parameter) });

type Row = z.infer<typeof row>;
type Parameter = z.infer<typeof parameter>;

/**
 * The account's workflows that may be run by the API, each as a model (docs.modelslab.com list-workflows and
 * get-workflow-schema). One whose parameters cannot be told is offered all the same: the run itself checks them.
 */
export const listWorkflows: ListModels = async (ask) => {
  const found = list.safeParse(jsonOf(await ask(get('v1/workflows')))).data;
  if (!found) throw new Error('ModelsLab does not tell the workflows');
  const rows = found.workflows.flatMap((each) => row.safeParse(each).data ?? []);
  const listed = rows.toSorted((one, other) => other.call_count - one.call_count).slice(0, LISTED_WORKFLOWS_MAX);
  const models: Model[] = [];
  for (const each of listed) {
    const parameters = detail.safeParse(jsonOf(await ask(get(workflowPath(each.id))))).data?.parameters;
    models.push(modelOf(each, parameters));
  }
  return models;
};

const get = (path: string): Ask => ({ method: 'GET', key: 'header', path });

const jsonOf = (exchange: Exchange): unknown =>
  exchange.outcome === 'answered' && exchange.status < 300 ? exchange.json : undefined;

/** What a Discord choice may show. */
const LABEL_MAX_CHARACTERS = 100;

/** `prompt` is the command's own; the rest goes by name, so the label tells the names. */
function modelOf({ id, name = id, call_count }: Row, parameters: readonly Parameter[] | undefined): Model {
  const prompt = parameters?.find(({ key }) => key === 'prompt');
  const values = parameters?.filter(({ key }) => key !== 'prompt');
  const names = values?.map(({ key }) => key) ?? [];
  const label = names.length === 0 ? name : `${name} (${names.join(', ')})`;
  return offer({
    id: `workflow:${id}`,
    name: id,
    label: label.length > LABEL_MAX_CHARACTERS ? `${label.slice(0, LABEL_MAX_CHARACTERS - 1)}…` : label,
    uses: ['workflow'],
    route: 'workflow',
    prompt: { need: needOf(parameters, prompt) },
    options: values?.length === 0 ? {} : { values: { any: true } },
    ...(values?.some(({ required }) => required) && { requires: ['values'] }),
    popularity: call_count,
  });
}

function needOf(parameters: readonly Parameter[] | undefined, prompt: Parameter | undefined): Model['prompt']['need'] {
  if (!parameters) return 'optional';
  if (!prompt) return 'none';
  return prompt.required ? 'required' : 'optional';
}

import type { Model } from '#domain/model.ts';
import type { Endpoint } from '#providers/modelslab/endpoint.ts';
import type { Family, ListModels } from '#providers/modelslab/family.ts';
import { given } from '#providers/modelslab/offer.ts';
import { WORKFLOWS, workflowPath } from '#providers/modelslab/workflow.ts';
import { listWorkflows } from '#providers/modelslab/workflow-list.ts';

export const FAMILIES: readonly Family[] = [WORKFLOWS];

/** The body is the workflow's own parameters and nothing else (docs.modelslab.com run-workflow). */
export const ENDPOINTS: readonly Endpoint[] = [
  {
    route: 'workflow',
    path: ({ model }) => `${workflowPath(model.name)}/run`,
    family: WORKFLOWS.name,
    body: ({ submit: { request } }) => ({ ...request.options.values, ...given({ prompt: request.prompt }) }),
    webhook: 'in_dashboard',
    trackId: 'none',
    filesWithoutAddress: 'upload',
    key: 'header',
  },
];

/** Only the account knows its workflows. */
export const MODELS: readonly Model[] = [];

export const LISTS: readonly ListModels[] = [listWorkflows];

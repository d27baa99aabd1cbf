import type { ServiceName } from '#sandbox/page/protocol.ts';

/** What people call the services. */
export const SERVICE_LABELS: Readonly<Record<ServiceName, string>> = {
  modelslab: 'ModelsLab',
  apimart: 'APIMart',
  eachlabs: 'each::labs',
};

export const SERVICES: readonly ServiceName[] = ['modelslab', 'apimart', 'eachlabs'];

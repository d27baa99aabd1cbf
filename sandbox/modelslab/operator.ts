import type { PretendService } from '#sandbox/services/operator.ts';

export type { Plan } from '#sandbox/services/operator.ts';

/** What a test or the panel can do with the pretend ModelsLab. */
export type PretendModelslab = PretendService & {
  /**
   * Where the workflows call back: the address that a person would enter in the workflow's settings in the vendor's
   * dashboard. Null, as at the beginning: nowhere.
   */
  readonly setWorkflowWebhook: (url: string | null) => void;
};

/** What a button does to its job. */
export const BUTTON_ACTIONS = ['cancel', 'retry'] as const;

export type ButtonAction = (typeof BUTTON_ACTIONS)[number];

const SHAPE = /^bb1:(?<action>[a-z]+):(?<jobId>[0-9a-z]{26})$/;

/** A button's whole state: version, action, job. Nothing is kept in memory, so buttons outlive restarts and years. */
export const customId = (action: ButtonAction, jobId: string): string => `bb1:${action}:${jobId}`;

/** Undefined for a button that is not ours, or of a version that is no longer spoken. */
export function parseCustomId(id: string): { action: ButtonAction; jobId: string } | undefined {
  const parts = SHAPE.exec(id)?.groups;
  const action = BUTTON_ACTIONS.find((known) => known === parts?.action);
  return action && parts?.jobId ? { action, jobId: parts.jobId } : undefined;
}

/** What a job makes. The names stand in track ids, so they never change. */
export const KINDS = ['image', 'video', 'audio', '3d', 'edit', 'train', 'workflow'] as const;

export type Kind = (typeof KINDS)[number];

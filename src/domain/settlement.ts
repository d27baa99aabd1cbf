import * as z from 'zod';
import { artifactSource } from './artifact.ts';
import { failure } from './failure.ts';

/** What became of a generation. The same shape whether a callback, a poll or the submit's own answer told it. */
export const settlement = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('succeeded'),
    /** Empty only where `text` is all there is. */
    sources: z.array(artifactSource),
    /** What was made in words: the id of a trained model, a caption. */
    text: z.string().optional(),
    /** The model that really ran, in the provider's own name for it, where it says so: some replace an unknown one silently. */
    model: z.string().optional(),
    seed: z.int().optional(),
    /** The provider blanked or blurred at least one artifact. */
    nsfwDetected: z.boolean().optional(),
    /** What the provider says that it charged. */
    costMicroUsd: z.int().nonnegative().optional(),
  }),
  z.object({ outcome: z.literal('failed'), failure }),
]);

export type Settlement = z.infer<typeof settlement>;
export type Success = Extract<Settlement, { outcome: 'succeeded' }>;

export const failed = (reason: z.infer<typeof failure>['reason'], detail?: string): Settlement => ({
  outcome: 'failed',
  failure: detail === undefined ? { reason } : { reason, detail },
});

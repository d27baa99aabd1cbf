import type { FailureReason } from '#domain/failure.ts';
import type { FailedJob, QueuedJob, RunningJob, SucceededJob } from '#domain/job.ts';
import type { ImageRequest } from '#domain/request.ts';

export const JOB_ID = '01jd8k2x3v4w5y6z7a8b9c0d1e';
export const SHORT_ID = '9c0d1e';

/** The longest ids that Discord gives. */
export const GUILD_ID = '11800000000000000001';
export const CHANNEL_ID = '11800000000000000301';
export const USER_ID = '11800000000000000201';
export const CARD_ID = '11800000000000000901';

const AT = 1_800_000_000_000;

type Wishes = { readonly request?: Partial<ImageRequest>; readonly guildId?: string | null; readonly card?: boolean };

function core({ request, guildId = GUILD_ID, card = true }: Wishes) {
  return {
    id: JOB_ID,
    provider: 'modelslab',
    request: {
      kind: 'image',
      prompt: 'a bower of blue things',
      model: 'flux',
      aspect: '16:9',
      count: 1,
      seed: 7,
      nsfwAllowed: false,
      ...request,
    } as const,
    origin: {
      ...(guildId !== null && { guildId }),
      channelId: CHANNEL_ID,
      userId: USER_ID,
      interactionId: '11800000000000000801',
      attachmentLimitBytes: 10_485_760,
    },
    ...(card && { cardMessageId: CARD_ID }),
    createdAt: AT,
    deadlineAt: AT + 600_000,
  };
}

export const queuedJob = (wishes: Wishes = {}): QueuedJob => ({ ...core(wishes), state: 'queued', notBefore: AT });

export const runningJob = (wishes: Wishes & { etaAt?: number } = {}): RunningJob => ({
  ...core(wishes),
  state: 'running',
  submittedAt: AT,
  task: { family: 'images', taskId: '9001' },
  ...(wishes.etaAt !== undefined && { etaAt: wishes.etaAt }),
});

export const succeededJob = (
  wishes: Wishes & { success?: Partial<SucceededJob['success']>; endedAt?: number } = {},
): SucceededJob => ({
  ...core(wishes),
  state: 'succeeded',
  endedAt: wishes.endedAt ?? AT + 12_400,
  success: { outcome: 'succeeded', ...wishes.success },
});

export const failedJob = (
  reason: FailureReason,
  wishes: Wishes & { state?: FailedJob['state']; detail?: string } = {},
): FailedJob => ({
  ...core(wishes),
  state: wishes.state ?? 'failed',
  endedAt: AT + 12_400,
  failure: { reason, ...(wishes.detail !== undefined && { detail: wishes.detail }) },
});

/** Two thousand characters that all need an escape, ping everybody, and take two code units where they can. */
const SPITE = '||**__~~`[x](https://evil.test)<@&1>@everyone @here <@11800000000000000999>\\\\🪶👩‍👩‍👧‍👧#-># ';

export const WORST_PROMPTS: readonly string[] = [
  SPITE.repeat(40).slice(0, 2000),
  '`'.repeat(2000),
  '_*'.repeat(1000),
  '\\'.repeat(2000),
  '🪶'.repeat(1000),
  '👩‍👩‍👧‍👧'.repeat(180),
  '@everyone '.repeat(200),
  '<@11800000000000000999>'.repeat(80),
  '['.repeat(2000),
  '<'.repeat(2000),
  `${'\n'.repeat(900)}x`,
];

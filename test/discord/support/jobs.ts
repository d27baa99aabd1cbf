import type { FailureReason } from '#domain/failure.ts';
import type { FailedJob, QueuedJob, RunningJob, SucceededJob } from '#domain/job.ts';
import type { Options } from '#domain/options.ts';
import type { Request } from '#domain/request.ts';

export const JOB_ID = '01jd8k2x3v4w5y6z7a8b9c0d1e';
export const SHORT_ID = '9c0d1e';

/** The longest ids that Discord gives. */
export const GUILD_ID = '11800000000000000001';
export const CHANNEL_ID = '11800000000000000301';
export const USER_ID = '11800000000000000201';
export const CARD_ID = '11800000000000000901';

const AT = 1_800_000_000_000;

type Wishes = {
  readonly request?: Partial<Request>;
  /** Beside shape, count and seed. */
  readonly options?: Options;
  readonly movedFrom?: string;
  readonly guildId?: string | null;
  readonly card?: boolean;
};

function core({ request, options, movedFrom, guildId = GUILD_ID, card = true }: Wishes) {
  const standard: Request = {
    use: 'imagine',
    model: 'modelslab/flux',
    prompt: 'a bower of blue things',
    options: { aspect: '16:9', count: 1, seed: 7, ...options },
    inputs: [],
    nsfwAllowed: false,
  };
  return {
    id: JOB_ID,
    provider: 'modelslab',
    ...(movedFrom !== undefined && { movedFrom }),
    request: { ...standard, ...request },
    origin: {
      ...(guildId !== null && { guildId }),
      channelId: CHANNEL_ID,
      userId: USER_ID,
      // Older than any message that the pretend Discord makes.
      interactionId: '1180000000000000801',
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

/** Files that a member gave, by their names. */
export const inputsOf = (...names: readonly string[]): Request['inputs'] =>
  names.map((name) => ({
    role: 'image',
    name,
    file: { path: `inputs/${name}`, mediaType: 'image/png', extension: 'png', bytes: 1 },
  }));

/** The same without a prompt, as of a command that takes none. */
export function promptless<J extends { readonly request: Request }>(job: J): J {
  const { prompt: _none, ...request } = job.request;
  return { ...job, request };
}

/** As much as a member can say in options, in the longest words that are taken. */
export const worstOptions = (words: string): Options => {
  const word = words.trim().slice(0, 100) || '_'.repeat(100);
  return {
    aspect: '16:9',
    count: 4,
    negative: words,
    seed: 2 ** 31 - 1,
    duration: 599.99,
    resolution: word,
    sound: true,
    instrumental: true,
    lyrics: words,
    voice: word,
    language: word,
    style: words,
    guide: word,
    scale: 8,
    quality: 'standard',
    format: word,
  };
};

/** Characters that all need an escape, ping everybody, and take two code units where they can. */
const SPITE = '||**__~~`[x](https://evil.test)<@&1>@everyone @here <@11800000000000000999>\\\\🪶👩‍👩‍👧‍👧#-># ';

export const WORST_PROMPTS: readonly string[] = [
  SPITE.repeat(50).slice(0, 2500),
  '`'.repeat(2500),
  '_*'.repeat(1250),
  '\\'.repeat(2500),
  '🪶'.repeat(1250),
  '👩‍👩‍👧‍👧'.repeat(180),
  '@everyone '.repeat(200),
  '<@11800000000000000999>'.repeat(80),
  '['.repeat(2500),
  '<'.repeat(2500),
  `${'\n'.repeat(900)}x`,
];

import * as z from 'zod';

/** Every way in which a job can end without a result. Closed: a provider's own words are sorted into it at its boundary. */
export const FAILURE_REASONS = [
  'refused_by_moderation',
  'invalid_input',
  'input_unreachable',
  'model_unavailable',
  'provider_rate_limited',
  'provider_down',
  'provider_account',
  'empty_result',
  'result_unreachable',
  'expired',
  'cancelled',
  'internal',
] as const;

export type FailureReason = (typeof FAILURE_REASONS)[number];

export const failure = z.object({
  reason: z.enum(FAILURE_REASONS),
  /** The provider's own words, redacted and shortened. For the log and the row, never for a channel. */
  detail: z.string().optional(),
});

export type Failure = z.infer<typeof failure>;

type FailureRule = {
  readonly charged: boolean;
  /** What the member reads: what happened, then what to do. */
  readonly text: string;
};

export const FAILURE_RULES: Readonly<Record<FailureReason, FailureRule>> = {
  refused_by_moderation: {
    charged: false,
    text: 'The service refused this prompt under its content rules. Reword it and ask again.',
  },
  invalid_input: {
    charged: false,
    text: 'The service did not accept these settings. Change the prompt, model or size and ask again.',
  },
  input_unreachable: {
    charged: false,
    text: 'The service could not open the file you sent. Upload it again.',
  },
  model_unavailable: {
    charged: false,
    text: 'This model is not available right now. Choose another one, or try again in a few minutes.',
  },
  provider_rate_limited: {
    charged: false,
    text: 'The service is taking no more jobs at the moment. Try again in a few minutes.',
  },
  provider_down: {
    charged: false,
    text: 'The service had a fault on its side. Try again in a few minutes.',
  },
  provider_account: {
    charged: false,
    text: 'Generations are not available right now. The people who run this bot can see why in its log.',
  },
  empty_result: {
    charged: false,
    text: 'The service said that it was done but sent no result. Try again.',
  },
  result_unreachable: {
    charged: true,
    text: 'The result was made but could not be fetched from the service.',
  },
  expired: {
    charged: false,
    text: 'No result came in time, so the wait was given up. Try again.',
  },
  cancelled: { charged: false, text: 'This job was cancelled.' },
  internal: {
    charged: false,
    text: 'Something went wrong in the bot itself. The people who run it can see why in its log.',
  },
};

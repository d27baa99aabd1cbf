import type { FailureReason } from '#domain/failure.ts';
import type { Options } from '#domain/options.ts';
import type { Submit, SubmitInput } from '#domain/ports/provider.ts';
import type { Offer } from './offers.ts';

/**
 * Largest file that goes within the body, in bytes: the HTTP reference of replicate.com advises data URLs up to 256 kB and
 * addresses for everything larger.
 */
const DATA_URL_MAX_BYTES = 256_000;

type Value = string | Options[keyof Options];

/** A prediction's `input`, or why there is none; nothing has been sent then. */
export type Filled =
  | { readonly input: Readonly<Record<string, Value>> }
  | { readonly wrong: { readonly reason: FailureReason; readonly detail: string } };

/** Says a request in the model's words: nothing that was not asked for, and nothing that the model is not known to take. */
export async function fill({ prompt, options, files }: Offer, { request, inputs }: Submit): Promise<Filled> {
  const chosen = Object.entries(request.options).flatMap(([name, value]) => {
    const field = options[name as keyof Options]?.field;
    return field === undefined || value === undefined ? [] : [[field, value] as const];
  });
  const given: [string, string][] = [];
  for (const { role, field } of files) {
    const input = inputs.find((each) => each.role === role);
    if (!input) continue;
    const address = await addressOf(input);
    if (typeof address !== 'string') return { wrong: address };
    given.push([field, address]);
  }
  const words = prompt === 'none' || request.prompt === undefined ? [] : [['prompt', request.prompt] as const];
  return { input: Object.fromEntries<Value>([...words, ...chosen, ...given]) };
}

/** Our own address where the service can reach us, else the file itself. */
async function addressOf({ url, mediaType, bytes, read }: SubmitInput) {
  if (url !== undefined) return url;
  if (bytes > DATA_URL_MAX_BYTES) {
    const detail = `a file of ${bytes} bytes: without a public address, files of up to ${DATA_URL_MAX_BYTES} can be sent`;
    return { reason: 'invalid_input', detail } as const;
  }
  const content = await read().catch(() => undefined);
  if (!content) return { reason: 'input_unreachable', detail: 'our copy of a file cannot be read' } as const;
  return `data:${mediaType};base64,${Buffer.from(content).toString('base64')}`;
}

import type { Options as RequestOptions } from '#domain/options.ts';
import type { Submit, SubmitInput } from '#domain/ports/provider.ts';
import type { LocalService } from '#test/providers/local-service.ts';
import { connect, fileOf, fixture, requestOf, submitOf, WEBHOOK } from './bench.ts';

type Wish = {
  readonly options?: RequestOptions;
  readonly roles?: readonly SubmitInput['role'][];
  readonly prompt?: string | undefined;
  readonly nsfwAllowed?: boolean;
  readonly overrides?: Partial<Submit>;
};

/** What arrives at the service when a model is asked for: the path below the API and the whole body. */
export async function sentTo(service: LocalService, model: string, wish: Wish = {}) {
  const { options = {}, roles = [], nsfwAllowed = false, overrides } = wish;
  service.answer(200, fixture('submit-queued-minimal.json'));
  const { prompt: usual, ...request } = requestOf({ model: `modelslab/${model}`, options, nsfwAllowed });
  const prompt = 'prompt' in wish ? wish.prompt : usual;
  const submit = submitOf(prompt === undefined ? request : { ...request, prompt }, {
    inputs: numbered(roles),
    webhookUrl: WEBHOOK,
    ...overrides,
  });
  const submission = await connect(service.apiUrl).submit(submit);
  const { path, body } = service.seen.at(-1) ?? {};
  return { path: path?.replace('/api/', ''), body, submission };
}

/** Files of a role after the first get a number: `reference-2.png`. */
function numbered(roles: readonly SubmitInput['role'][]): readonly SubmitInput[] {
  return roles.map((role, index) => {
    const before = roles.slice(0, index).filter((each) => each === role).length;
    const name = `${role}${before === 0 ? '' : `-${before + 1}`}.png`;
    return fileOf(role, { name, url: `https://bot.example/media/${name}` });
  });
}

/** The address of a file in `sentTo`. */
export const at = (name: string): string => `https://bot.example/media/${name}.png`;

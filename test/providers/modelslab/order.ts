import { expect } from 'vitest';
import { complaintsOf } from '#domain/complaints.ts';
import type { Options } from '#domain/options.ts';
import type { Submission, SubmitInput } from '#domain/ports/provider.ts';
import { MODELS } from '#providers/modelslab/roster.ts';
import type { LocalService, Seen } from '#test/providers/local-service.ts';
import { connect, fileOf, requestOf, submitOf, WEBHOOK, wordless } from './bench.ts';

type Wish = {
  /** Without the provider. */
  readonly model: string;
  /** The model's first one unless told. */
  readonly use?: ReturnType<typeof requestOf>['use'];
  readonly prompt?: string;
  readonly options?: Options;
  readonly inputs?: readonly SubmitInput[];
};

/** A request as a member may make it: it fails the test when the catalogue would refuse it. */
export function orderOf({ model: name, use, prompt, options = {}, inputs = [] }: Wish) {
  const model = MODELS.find(({ id }) => id === `modelslab/${name}`);
  if (!model) throw new Error(`No model ${name} in the roster.`);
  const files = inputs.map(({ role, name: fileName, mediaType, bytes }) => ({
    role,
    name: fileName,
    file: { path: fileName, mediaType, extension: 'x', bytes },
  }));
  const asked = requestOf({ use: use ?? model.uses[0] ?? 'imagine', model: model.id, options, inputs: files });
  const request = prompt === undefined ? wordless(asked) : { ...asked, prompt };
  expect(complaintsOf(request, model)).toStrictEqual([]);
  return submitOf(request, { model, inputs, webhookUrl: WEBHOOK });
}

/** What goes over the wire for it, and what is made of the answer that the service is set to give. */
export async function order(service: LocalService, wish: Wish): Promise<{ sent: Seen; submission: Submission }> {
  const submission = await connect(service.apiUrl).submit(orderOf(wish));
  const sent = service.seen.at(-1);
  if (!sent) throw new Error('Nothing was sent.');
  return { sent, submission };
}

export const IMAGE = 'https://bot.example/media/image.png';

export const imageAs = (role: SubmitInput['role'], name = 'image.png') =>
  fileOf(role, { name, url: `https://bot.example/media/${name}` });

export const audioAs = (role: SubmitInput['role'], name = 'voice.mp3') =>
  fileOf(role, { name, mediaType: 'audio/mpeg', url: `https://bot.example/media/${name}` });

export const videoAs = (role: SubmitInput['role'], name = 'clip.mp4') =>
  fileOf(role, { name, mediaType: 'video/mp4', url: `https://bot.example/media/${name}` });

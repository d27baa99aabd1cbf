import type { RequestData } from 'discord.js';
import type { Sabotage } from './sabotage.ts';

/** Messages go out without a nonce, so Discord makes a second one of every repeat. */
export const WITHOUT_NONCE: Sabotage = {
  name: 'nonce',
  rest: (rest) => ({ ...rest, post: (route, data) => rest.post(route, data && { ...data, body: withoutNonce(data) }) }),
};

function withoutNonce({ body }: RequestData): unknown {
  if (!(body instanceof Object)) return body;
  if (!isForm(body)) return { ...body, nonce: undefined };
  const { nonce: _gone, ...payload } = JSON.parse(String(body.get('payload_json')));
  body.set('payload_json', JSON.stringify(payload));
  return body;
}

type Form = { readonly get: (name: string) => unknown; readonly set: (name: string, value: string) => void };

const isForm = (body: object): body is Form => 'get' in body && 'set' in body;

import { randomUUID } from 'node:crypto';
import { materialsOf, toFlag, toNumber, toText } from '#sandbox/services/fields.ts';
import type { NewJob } from '#sandbox/services/job.ts';
import { gather, type Material } from '#sandbox/services/materials.ts';
import type { Body } from '#sandbox/services/serve.ts';
import type { Endpoint, Order } from './endpoint.ts';

type Deps = {
  /** Every file can be had at two addresses, like at the vendor's storage and at its CDN. */
  readonly fileUrl: (area: 'generations' | 'mirror', name: string) => string;
  readonly randomSeed: () => number;
};

// What the pretend safety checker blanks: enough to show what a blanked picture does.
const UNSAFE = /\b(nsfw|nude|naked|gore)\b/i;

/** Reads a submit that nothing is wrong with. */
export function readOrder(endpoint: Endpoint, body: Body, { randomSeed }: Pick<Deps, 'randomSeed'>): Order {
  const prompt = toText(body.prompt) ?? toText(body.lyrics) ?? '';
  return {
    endpoint,
    body,
    prompt,
    seed: toNumber(body.seed) ?? randomSeed(),
    webhook: toText(body.webhook),
    trackId: typeof body.track_id === 'number' ? body.track_id : toText(body.track_id),
    prefix: randomUUID(),
    blanked: toFlag(body.safety_checker) === true && UNSAFE.test(prompt),
  };
}

/** The job that an order makes: its files will be there when it has ended. */
export function jobOf(order: Order, id: number, { fileUrl }: Pick<Deps, 'fileUrl'>): NewJob<Order> {
  const { endpoint, body, prefix } = order;
  const products = endpoint.products(order);
  return {
    id: String(id),
    endpoint: endpoint.path.replace('v6/', ''),
    prompt: order.prompt,
    webhook: order.webhook,
    trackId: order.trackId,
    order,
    files: products.map(({ extension }, at) => {
      const name = `${prefix}-${at}.${extension}`;
      return { name, url: fileUrl('generations', name), mirrorUrl: fileUrl('mirror', name) };
    }),
    make: async () => {
      const given = await gather(materialsOf(endpoint.fields, body), unreachable);
      return Promise.all(products.map(({ make }) => make(given)));
    },
  };
}

/** In the words of docs.modelslab.com/error-codes, which has them for images. */
const unreachable = ({ kind }: Material): string => `Unable to fetch ${kind} from provided URL`;

import { randomUUID } from 'node:crypto';
import type { ProviderJobView } from '#sandbox/page/protocol.ts';
import type { Plan } from './operator.ts';
import type { Text2imgOrder } from './text2img-order.ts';

/** One generation of the images family. */
export type ImageJob = {
  readonly id: number;
  readonly order: Text2imgOrder;
  readonly prefix: string;
  readonly createdAt: number;
  readonly fetchUrl: string;
  /** Where its files will be; nothing is there before it has succeeded. */
  readonly urls: readonly string[];
  readonly mirrorUrls: readonly string[];
  /** How it ends when nobody decides otherwise. */
  readonly end: 'success' | 'failed';
  readonly failureMessage: string;
  /** The safety checker made every image black. */
  readonly blanked: boolean;
  state: 'processing' | 'success' | 'failed';
  /** Milliseconds since the epoch; null while it is held and once it has ended. */
  finishesAt: number | null;
  endedAt: number | null;
  callback: 'once' | 'twice' | 'lost';
  callbackStatuses: readonly number[];
  polls: number;
};

export type Addresses = {
  readonly fetchUrl: (id: number) => string;
  /** Every file can be had at two addresses, like at the vendor's storage and at its CDN. */
  readonly fileUrl: (area: 'generations' | 'mirror', name: string) => string;
};

// What the pretend safety checker blanks: enough to show what a blanked picture does.
const UNSAFE = /\b(nsfw|nude|naked|gore)\b/i;

export function createImageJob(addresses: Addresses, id: number, order: Text2imgOrder, plan: Plan): ImageJob {
  const prefix = randomUUID();
  const names = Array.from({ length: order.samples }, (_, index) => fileName(prefix, index));
  return {
    id,
    order,
    prefix,
    createdAt: Date.now(),
    fetchUrl: addresses.fetchUrl(id),
    urls: names.map((name) => addresses.fileUrl('generations', name)),
    mirrorUrls: names.map((name) => addresses.fileUrl('mirror', name)),
    end: plan.end ?? 'success',
    failureMessage: plan.message ?? 'Processing failed: the worker ran out of memory',
    blanked: order.safetyChecker && UNSAFE.test(order.prompt),
    state: 'processing',
    finishesAt: null,
    endedAt: null,
    callback: plan.callback ?? (plan.submit === 'success' ? 'lost' : 'once'),
    callbackStatuses: [],
    polls: 0,
  };
}

export const fileName = (prefix: string, index: number): string => `${prefix}-${index}.png`;

export const viewOf = (job: ImageJob): ProviderJobView => ({
  provider: 'modelslab',
  id: String(job.id),
  endpoint: 'images/text2img',
  prompt: job.order.prompt,
  state: job.state,
  createdAt: job.createdAt,
  finishesAt: job.finishesAt,
  hasWebhook: job.order.webhook !== null,
  callback: job.callback,
  callbackStatuses: job.callbackStatuses,
  polls: job.polls,
});

import * as z from 'zod';
import type { Account } from '#domain/ports/provider.ts';
import type { Exchange } from '#providers/http/exchange.ts';
import type { AskService } from './ask.ts';

/** People wait for it in a command's answer. */
const TIMEOUT_MS = 10_000;

const amount = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d{1,12}(\.\d{1,8})?$/)
    .transform(Number),
]);
const wallet = z.object({ balance: amount, currency: z.string().trim().min(1).max(8).catch('USD') });

/** Both as documented (docs.modelslab.com general API) and without the wrapper. */
const balanceAnswer = z.union([z.object({ data: wallet }).transform(({ data }) => data), wallet]);
const countAnswer = z.object({ processing_count: amount.pipe(z.int().nonnegative()) });

/** `POST /api/wallet_balance` and `/api/v6/processing/request_count`, of which its page says GET and its OpenAPI file POST. */
export async function readAccount(ask: AskService): Promise<Account> {
  const wait = { timeoutMs: TIMEOUT_MS };
  const [money, count] = await Promise.all([
    ask({ path: 'wallet_balance' }, wait),
    ask({ path: 'v6/processing/request_count' }, wait),
  ]);
  const balance = balanceAnswer.safeParse(jsonOf(money)).data;
  const inFlight = countAnswer.safeParse(jsonOf(count)).data?.processing_count;
  if (!balance && inFlight === undefined)
    throw new Error(`ModelsLab does not tell about the account: ${faultOf(money)}`);
  const { balance: left, currency = 'USD' } = balance ?? {};
  return {
    ...(left !== undefined && { balance: { amount: left, currency } }),
    ...(inFlight !== undefined && { inFlight }),
  };
}

const jsonOf = (exchange: Exchange): unknown => (exchange.outcome === 'answered' ? exchange.json : undefined);

export const faultOf = (exchange: Exchange): string =>
  exchange.outcome === 'answered' ? `HTTP ${exchange.status}` : exchange.detail;

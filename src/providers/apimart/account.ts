import * as z from 'zod';
import type { Account } from '#domain/ports/provider.ts';

const answer = z.object({
  success: z.literal(true),
  remain_balance: z.number().optional().catch(undefined),
  remain_credits: z.number().optional().catch(undefined),
  unlimited_quota: z.boolean().optional().catch(undefined),
});

/**
 * How the key stands (docs.apimart.ai account). `remain_balance` is in USD, CNY or tokens, whatever the account is set to,
 * so it goes by no currency's name; credits are credits. A key without a limit says -1. Undefined when nothing is told:
 * refusals come under HTTP 200, with `success: false`.
 */
export function readAccount(json: unknown): Account | undefined {
  const read = answer.safeParse(json).data;
  if (!read) return undefined;
  if (read.unlimited_quota || (read.remain_balance ?? 0) < 0) return {};
  if (read.remain_credits !== undefined) return { balance: { amount: read.remain_credits, currency: 'credits' } };
  return read.remain_balance === undefined ? {} : { balance: { amount: read.remain_balance, currency: 'units' } };
}

import * as z from 'zod';
import type { Account } from '#domain/ports/provider.ts';
import type { Ask } from './ask.ts';

/** Negative where more was spent than there was. */
const balance = z.object({ balance_usd: z.number() });

/** What the account holds (docs.eachlabs.ai get-balance). Throws when it cannot be told. */
export async function readAccount(ask: Ask): Promise<Account> {
  const { balance_usd } = balance.parse(await ask('v1/billing/balance'));
  return { balance: { amount: balance_usd, currency: 'USD' } };
}

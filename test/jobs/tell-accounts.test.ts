import { expect, test } from 'vitest';
import type { Account, Provider } from '#domain/ports/provider.ts';
import { tellAccounts } from '#jobs/tell-accounts.ts';
import { createRecordingLogger } from './support/recording-logger.ts';
import { createScriptedProvider } from './support/scripted-provider.ts';

const named = (name: string, account?: () => Promise<Account>): [string, Provider] => [
  name,
  { ...createScriptedProvider(), name, ...(account && { account }) },
];

test('each account that can be asked about is told; one that cannot be reached is a warning and stops nobody', async () => {
  const logger = createRecordingLogger();
  const balance = { amount: 43.6, currency: 'USD' };
  const providers = new Map([
    named('rich', async () => ({ balance, inFlight: 3 })),
    named('wrong-key', async () => Promise.reject(new Error('401'))),
    named('silent'),
  ]);
  await tellAccounts({ providers, logger });

  expect(logger.lines).toHaveLength(2);
  expect(logger.lines).toContainEqual({
    level: 'info',
    message: 'account',
    fields: { provider: 'rich', balance, inFlight: 3 },
  });
  expect(logger.lines).toContainEqual(
    expect.objectContaining({ level: 'warn', fields: expect.objectContaining({ provider: 'wrong-key' }) }),
  );
});

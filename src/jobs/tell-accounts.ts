import type { Logger } from '#domain/ports/logger.ts';
import type { Provider } from '#domain/ports/provider.ts';

type Deps = { readonly providers: ReadonlyMap<string, Provider>; readonly logger: Logger };

/**
 * Says at start how the account with each provider stands, so that a wrong key or an empty wallet is seen before the
 * first member meets it. Nothing waits for it, and nothing depends on it.
 */
export async function tellAccounts({ providers, logger }: Deps): Promise<void> {
  await Promise.all([...providers.values()].map((provider) => tell(provider, logger)));
}

async function tell({ name: provider, account }: Provider, logger: Logger): Promise<void> {
  if (!account) return;
  try {
    logger.info({ provider, ...(await account()) }, 'account');
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    logger.warn({ provider, detail }, 'the account could not be asked about; is the key right?');
  }
}

import { loadOrCreateSecret } from '#signing/track-id-secret.ts';

// Run as a process of its own by track-id-secret.test.ts: prints the secret of the folder it is given.
process.stdout.write(loadOrCreateSecret(process.argv[2] ?? ''));

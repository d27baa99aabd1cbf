import { loadOrCreateSecret } from '#signing/track-id-secret.ts';

// Run as a process of its own by track-id-secret.test.ts: prints the secret of the folder and the name that it is given.
const [, , folder = '', name] = process.argv;
process.stdout.write(loadOrCreateSecret(folder, name));

/**
 * Preloaded into the bot process: ends it when the process that started it is gone, even one that was killed and could
 * not clean up. The parent holds the other end of standard input; when the parent dies, the system closes it.
 */
import { Socket } from 'node:net';

const parent = new Socket({ fd: 0 });
parent.on('error', () => {});
parent.on('close', () => process.kill(process.pid, 'SIGKILL'));
parent.resume();
// Watching for the parent's end must not keep the process alive.
parent.unref();

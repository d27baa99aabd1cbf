import { createHmac } from 'node:crypto';

/**
 * The secret that one job's callback is signed with. Each job has its own, because the service sends it along in clear
 * with every callback: one that leaks says nothing about the next. 64 hexadecimal digits.
 */
export const webhookSecretOf = (jobId: string, ours: string): string =>
  createHmac('sha256', ours).update(`eachlabs callback ${jobId}`).digest('hex');

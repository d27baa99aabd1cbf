import type { JobAction, ProviderJobView } from '#sandbox/page/protocol.ts';

/** A button of a job card, and what pressing it proves. */
export type JobActionInfo = { readonly action: JobAction; readonly label: string; readonly proves: string };

const WHILE_RUNNING: readonly JobActionInfo[] = [
  { action: 'finish', label: 'Finish now', proves: 'The result comes home to its channel.' },
  { action: 'fail', label: 'Fail', proves: 'The member reads why and is not charged.' },
  {
    action: 'lose-callback',
    label: 'Lose the callback',
    proves: 'No news: the bot asks by itself and delivers.',
  },
  { action: 'call-back-twice', label: 'Call back twice', proves: 'Told twice at once, it still posts once.' },
  { action: 'slow-down', label: 'Slow down', proves: 'Late beyond what was promised, never lost.' },
];

const WHEN_ENDED: readonly JobActionInfo[] = [
  {
    action: 'call-back-again',
    label: 'Call back again',
    proves: 'A late duplicate changes nothing.',
  },
];

/** What can be done to a job as it stands. */
export const actionsFor = ({ state, hasWebhook }: ProviderJobView): readonly JobActionInfo[] =>
  (state === 'processing' ? WHILE_RUNNING : WHEN_ENDED).filter(({ action }) => hasWebhook || !action.includes('call'));

export type CallbackMark = { readonly text: string; readonly isGood: boolean };

/** The callbacks sent so far, by the status that our side answered. */
export const callbackMarks = ({ callbackStatuses }: ProviderJobView): readonly CallbackMark[] =>
  callbackStatuses.map((status) => ({
    text: status === 0 ? 'no connection' : String(status),
    isGood: status >= 200 && status < 300,
  }));

/** What is to be said about a job's callback while none was sent. */
export function callbackWords({ hasWebhook, callback, state }: ProviderJobView): string {
  if (!hasWebhook) return 'no webhook: the bot asks';
  if (state === 'cancelled') return 'none';
  if (callback === 'lost') return state === 'processing' ? 'will be lost' : 'lost';
  return callback === 'twice' ? 'will come twice' : 'will come once';
}

/** How far a job is, from 0 to 1; undefined while it is held. */
export function progressOf({ createdAt, finishesAt, state }: ProviderJobView, nowMs: number): number | undefined {
  if (state !== 'processing') return 1;
  if (finishesAt === null) return undefined;
  return Math.min(1, Math.max(0, (nowMs - createdAt) / Math.max(1, finishesAt - createdAt)));
}

export function stateWords({ state, finishesAt }: ProviderJobView, nowMs: number): string {
  if (state === 'success') return 'done';
  if (state !== 'processing') return state;
  if (finishesAt === null) return 'held';
  return `${Math.max(0, Math.ceil((finishesAt - nowMs) / 1000))} s left`;
}

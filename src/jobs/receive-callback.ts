import type { Clock } from '#domain/ports/clock.ts';
import type { Ids } from '#domain/ports/ids.ts';
import type { CallbackWrite, JobStore } from '#domain/ports/job-store.ts';
import type { Logger } from '#domain/ports/logger.ts';
import type { CallbackReading, Provider, RawCallback } from '#domain/ports/provider.ts';
import type { Track } from '#domain/track-id.ts';
import type { Journal } from './journal.ts';
import { endOf } from './settle.ts';
import type { Wakes } from './wakes.ts';

/**
 * Takes one callback whose track id has been verified. Resolves once it is on disk together with what follows from it;
 * `unknown_provider` when the job is not that provider's, `forged` when it is not signed as that provider signs. Rejects
 * when it could not be stored.
 */
export type ReceiveCallback = (callback: {
  readonly provider: string;
  readonly track: Track;
  readonly body: Uint8Array;
  /** By lower-case name. */
  readonly headers: RawCallback['headers'];
}) => Promise<'stored' | 'unknown_provider' | 'forged'>;

type Deps = {
  readonly jobs: Pick<JobStore, 'receiveCallback'>;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly wakes: Wakes;
  readonly journal: Journal;
  readonly logger: Logger;
};

/** No network call here: the provider is waiting for its 200. */
export function createReceiveCallback(deps: Deps): ReceiveCallback {
  const { jobs, providers, ids, clock, wakes, journal, logger } = deps;
  return async ({ provider: name, track, body, headers }) => {
    const provider = providers.get(name);
    if (!provider) return 'unknown_provider';
    const reading = provider.readCallback({ jobId: track.jobId, body, headers });
    if (reading.news === 'forged') {
      logger.warn(
        { provider: name, jobId: track.jobId, detail: reading.detail },
        'callback refused: not signed by the provider',
      );
      return 'forged';
    }
    const verdict = await jobs.receiveCallback({
      id: ids.next(),
      provider: name,
      jobId: track.jobId,
      receivedAt: clock.now(),
      body: new TextDecoder().decode(body),
      news: newsOf(reading),
      deliveryId: ids.next(),
    });
    const { jobId, userId, channelId } = track;
    logger.info({ provider: name, jobId, userId, channelId, news: reading.news, verdict }, 'callback stored');
    journal.callback(name, verdict);
    if (verdict === 'wrong_provider') return 'unknown_provider';
    if (verdict === 'settled') ended(track, reading);
    if (verdict === 'doubtful') wakes.reconcile.ring();
    return 'stored';
  };

  function ended({ kind, jobId }: Track, reading: CallbackReading): void {
    if (reading.news !== 'ended') return;
    const end = endOf(reading.settlement);
    const failure = end.state === 'succeeded' ? undefined : end.failure;
    logger.info({ jobId, state: end.state, ...(failure && { failure }) }, 'job ended');
    journal.ended(kind, end.state, failure);
    wakes.deliver.ring();
    wakes.submit.ring();
  }
}

function newsOf(reading: Exclude<CallbackReading, { news: 'forged' }>): CallbackWrite['news'] {
  if (reading.news !== 'ended') return reading;
  const { taskId, settlement } = reading;
  return { news: 'ended', end: endOf(settlement), ...(taskId !== undefined && { taskId }) };
}

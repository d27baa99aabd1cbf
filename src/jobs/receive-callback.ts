import type { Clock } from '#domain/ports/clock.ts';
import type { Ids } from '#domain/ports/ids.ts';
import type { CallbackVerdict, CallbackWrite, JobStore } from '#domain/ports/job-store.ts';
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

const UTF8 = new TextDecoder();

/** No network call here: the provider is waiting for its 200. The busiest way of all, so it says one line and no more. */
export function createReceiveCallback(deps: Deps): ReceiveCallback {
  const { jobs, providers, ids, clock, wakes, journal, logger } = deps;
  return async ({ provider: name, track, body, headers }) => {
    const provider = providers.get(name);
    if (!provider) return 'unknown_provider';
    const { jobId } = track;
    const reading = read(provider, { jobId, body, headers });
    if (reading.news === 'forged') {
      const { detail } = reading;
      logger.warn({ provider: name, jobId, detail }, 'callback refused: not signed by the provider');
      return 'forged';
    }
    const news = newsOf(reading);
    const verdict = await jobs.receiveCallback({
      id: ids.next(),
      provider: name,
      jobId,
      receivedAt: clock.now(),
      body: UTF8.decode(body),
      news,
      deliveryId: ids.next(),
    });
    tell(name, track, news, verdict);
    return verdict === 'wrong_provider' ? 'unknown_provider' : 'stored';
  };

  /** A bug in a provider's room loses no callback: it is kept, and the provider is asked instead. */
  function read(provider: Provider, callback: RawCallback): CallbackReading {
    try {
      return provider.readCallback(callback);
    } catch (error) {
      logger.error({ provider: provider.name, jobId: callback.jobId, err: error }, 'callback could not be read');
      return { news: 'nonsense', detail: 'could not be read' };
    }
  }

  function tell(provider: string, track: Track, news: CallbackWrite['news'], verdict: CallbackVerdict): void {
    const { jobId, userId, channelId, kind } = track;
    journal.callback(provider, verdict);
    const about = { provider, jobId, userId, channelId, news: news.news, verdict };
    if (news.news !== 'ended' || verdict !== 'settled') {
      logger.info(about, 'callback stored');
      if (verdict === 'doubtful') wakes.reconcile.ring();
      return;
    }
    const { state } = news.end;
    const failure = news.end.state === 'succeeded' ? undefined : news.end.failure;
    // A success is told when it is delivered; here a line costs a tenth of what the whole callback does.
    if (failure) logger.info({ ...about, state, failure }, 'callback stored: job ended');
    else logger.debug({ ...about, state }, 'callback stored: job ended');
    journal.ended(kind, state, failure);
    wakes.deliver.ring();
    wakes.submit.ring();
  }
}

function newsOf(reading: Exclude<CallbackReading, { news: 'forged' }>): CallbackWrite['news'] {
  if (reading.news !== 'ended') return reading;
  const { taskId, settlement } = reading;
  return { news: 'ended', end: endOf(settlement), ...(taskId !== undefined && { taskId }) };
}

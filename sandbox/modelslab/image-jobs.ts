import type { JobAction, ProviderJobView } from '#sandbox/page/protocol.ts';
import { createWatch } from '#sandbox/watch.ts';
import type { Body } from './answers.ts';
import { callbackOfFailure, callbackOfProgress, callbackOfSuccess } from './answers.ts';
import { callBack } from './callback.ts';
import type { Picture } from './drawing.ts';
import type { Addresses, ImageJob } from './image-job.ts';
import { createImageJob, fileName, viewOf } from './image-job.ts';
import type { Plan } from './operator.ts';
import type { Text2imgOrder } from './text2img-order.ts';

type Deps = Addresses & { readonly draw: (picture: Picture) => Promise<Uint8Array> };

type Work = {
  readonly pictures: Promise<readonly Uint8Array[]>;
  timer?: NodeJS.Timeout;
  ended?: Promise<void>;
};

const FIRST_ID = 155_918_900; // nine digits, as recorded ones have
const SLOW_DOWN_MS = 60_000;
const CALLBACKS = { once: 1, twice: 2, lost: 0 } as const;

/** The jobs of the images family, from the submit to the last callback. */
export class ImageJobs {
  readonly changes = createWatch<ProviderJobView>();
  readonly #deps: Deps;
  readonly #jobs = new Map<string, ImageJob>();
  /** Of unfinished jobs only. */
  readonly #work = new Map<ImageJob, Work>();
  readonly #files = new Map<string, Uint8Array>();
  readonly #closing = new AbortController();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Takes a job. It ends by itself after `generationMs`; never, when that is null. */
  add(order: Text2imgOrder, plan: Plan, generationMs: number | null): ImageJob {
    const job = createImageJob(this.#deps, FIRST_ID + this.#jobs.size, order, plan);
    const pictures = this.#draw(job);
    // Looked at when the job ends; until then a failure has nobody to go to.
    pictures.catch(() => {});
    this.#jobs.set(String(job.id), job);
    this.#work.set(job, { pictures });
    if (generationMs !== null) this.#schedule(job, job.createdAt + generationMs);
    this.#changed(job);
    return job;
  }

  find(id: string): ImageJob | undefined {
    return this.#jobs.get(id);
  }

  views(): readonly ProviderJobView[] {
    return [...this.#jobs.values()].map(viewOf);
  }

  unfinished(): number {
    return this.#work.size;
  }

  file(name: string): Uint8Array | undefined {
    return this.#files.get(name);
  }

  polled(job: ImageJob): void {
    job.polls += 1;
    this.#changed(job);
  }

  /** Ends a job, the first time that it is called for it. Resolves when its files are there. */
  async end(job: ImageJob, as: 'success' | 'failed'): Promise<void> {
    const work = this.#work.get(job);
    if (!work) return;
    clearTimeout(work.timer);
    work.ended ??= this.#settle(job, as, work.pictures);
    await work.ended;
  }

  /** Sends as many callbacks as are due for a job that has just ended. */
  async announce(job: ImageJob): Promise<void> {
    await this.#callBack(job, CALLBACKS[job.callback]);
  }

  async act(job: ImageJob, action: JobAction): Promise<void> {
    if (action === 'call-back-again') return this.#callBack(job, 1);
    if (job.state !== 'processing') return action === 'call-back-twice' ? this.#callBack(job, 2) : undefined;
    if (action === 'finish') return this.#endAndAnnounce(job, 'success');
    if (action === 'fail') return this.#endAndAnnounce(job, 'failed');
    if (action === 'slow-down' && job.finishesAt !== null) this.#schedule(job, job.finishesAt + SLOW_DOWN_MS);
    if (action === 'call-back-twice') job.callback = 'twice';
    if (action === 'lose-callback') job.callback = 'lost';
    this.#changed(job);
  }

  close(): void {
    this.#closing.abort();
    for (const { timer } of this.#work.values()) clearTimeout(timer);
  }

  #schedule(job: ImageJob, finishesAt: number): void {
    const work = this.#work.get(job);
    if (!work || work.ended || this.#closing.signal.aborted) return;
    clearTimeout(work.timer);
    job.finishesAt = finishesAt;
    work.timer = setTimeout(() => void this.#endAndAnnounce(job, job.end), Math.max(0, finishesAt - Date.now()));
  }

  async #endAndAnnounce(job: ImageJob, as: 'success' | 'failed'): Promise<void> {
    const isFirst = this.#work.get(job)?.ended === undefined;
    await this.end(job, as);
    if (isFirst) await this.announce(job);
  }

  async #settle(job: ImageJob, as: 'success' | 'failed', pictures: Promise<readonly Uint8Array[]>): Promise<void> {
    const drawn = as === 'success' ? await pictures : [];
    for (const [index, bytes] of drawn.entries()) this.#files.set(fileName(job.prefix, index), bytes);
    job.state = as;
    job.finishesAt = null;
    job.endedAt = Date.now();
    this.#work.delete(job);
    this.#changed(job);
  }

  /** Duplicates leave at the same moment: the harder case for whoever receives them. */
  async #callBack(job: ImageJob, times: number): Promise<void> {
    const { webhook } = job.order;
    if (webhook === null) return;
    const body = callbackBody(job);
    const send = async () => {
      const status = await callBack(webhook, body, this.#closing.signal);
      job.callbackStatuses = [...job.callbackStatuses, status];
      this.#changed(job);
    };
    await Promise.all(Array.from({ length: times }, send));
  }

  async #draw(job: ImageJob): Promise<readonly Uint8Array[]> {
    const { prompt, seed, width, height, samples } = job.order;
    const drawOne = (_: unknown, index: number) =>
      this.#deps.draw({ prompt, seed: seed + index, width, height, isBlank: job.blanked });
    return Promise.all(Array.from({ length: samples }, drawOne));
  }

  #changed(job: ImageJob): void {
    this.changes.tell(viewOf(job));
  }
}

function callbackBody(job: ImageJob): Body {
  if (job.state === 'processing') return callbackOfProgress(job);
  return job.state === 'success' ? callbackOfSuccess(job) : callbackOfFailure(job);
}

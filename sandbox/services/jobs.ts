import type { JobAction, ProviderJobView, ServiceName } from '#sandbox/page/protocol.ts';
import { createWatch } from '#sandbox/watch.ts';
import type { Callback, CallbackAnswer } from './callback.ts';
import type { Chance } from './callback-faults.ts';
import { createChance } from './callback-faults.ts';
import type { Deliver, DeliveryRule } from './delivery.ts';
import { createDeliver } from './delivery.ts';
import type { Job, NewJob } from './job.ts';
import { createJob, JobFault, viewOf } from './job.ts';
import type { CallbackFaults, Media, Plan } from './operator.ts';
import type { Tallying } from './tally.ts';
import type { TinyFiles } from './tiny-files.ts';
import { createTinyFiles } from './tiny-files.ts';

type Deps<Order> = {
  readonly service: ServiceName;
  /** What the webhook is told of a job as it stands; undefined where the service has no word for that. */
  readonly callbackOf: (job: Job<Order>) => Callback | undefined;
  readonly deliveryRule: () => DeliveryRule;
  /** Multiplies the waits between tries of a callback; 1 is real time. */
  readonly timeScale?: number;
  readonly tally: Tallying;
  /** `tiny`: every job makes the same small files, which cost nothing. */
  readonly media?: Media | undefined;
  /** Hears of every try of a callback. `round` counts the callbacks, not the tries. */
  readonly onCallback?: (job: Job<Order>, callback: Callback, answer: CallbackAnswer, round: number) => void;
};

type Work = { readonly made: Promise<readonly Uint8Array[]>; timer?: NodeJS.Timeout; ended?: Promise<void> };
type End = Exclude<ProviderJobView['state'], 'processing'>;

const SLOW_DOWN_MS = 60_000;
const CALLBACKS = { once: 1, twice: 2, lost: 0 } as const;

/** The jobs of one service, from the submit to the last callback. */
export class ServiceJobs<Order> {
  readonly changes = createWatch<ProviderJobView>();
  readonly #deps: Deps<Order>;
  readonly #jobs = new Map<string, Job<Order>>();
  /** Of unfinished jobs only. */
  readonly #work = new Map<Job<Order>, Work>();
  readonly #files = new Map<string, Uint8Array>();
  readonly #closing = new AbortController();
  readonly #deliver: Deliver;
  readonly #chance: Chance;
  readonly #tinyFiles: TinyFiles = createTinyFiles();
  #rounds = 0;

  constructor(deps: Deps<Order>) {
    this.#deps = deps;
    const { deliveryRule: rule, timeScale = 1 } = deps;
    this.#chance = createChance({ tally: deps.tally, timeScale, closing: this.#closing.signal });
    this.#deliver = createDeliver({ rule, timeScale, closing: this.#closing.signal });
  }

  /** Takes a job. It ends by itself after `generationMs`; never, when that is null. */
  add(order: NewJob<Order>, plan: Plan, generationMs: number | null): Job<Order> {
    const job = createJob(this.#deps.service, order, plan);
    const isTiny = this.#deps.media === 'tiny';
    const names = order.files.map(({ name }) => name);
    const made = isTiny ? this.#tinyFiles(names, order.make) : order.make();
    this.#deps.tally.taken(job);
    // Looked at when the job ends; until then a failure has nobody to go to.
    made.catch(() => {});
    this.#jobs.set(job.id, job);
    this.#work.set(job, { made });
    if (generationMs !== null) this.#schedule(job, job.createdAt + generationMs);
    this.#changed(job);
    return job;
  }

  find(id: string): Job<Order> | undefined {
    return this.#jobs.get(id);
  }

  all(): readonly Job<Order>[] {
    return [...this.#jobs.values()];
  }

  views(): readonly ProviderJobView[] {
    return this.all().map(viewOf);
  }

  has(id: string): boolean {
    return this.#jobs.has(id);
  }

  /** The addresses of a job's files, once they are there. */
  outputs(id: string): readonly string[] {
    const job = this.#jobs.get(id);
    return job?.state === 'success' ? job.files.map(({ url }) => url) : [];
  }

  /** Keeps a file that no job made. */
  keep(name: string, bytes: Uint8Array): void {
    this.#files.set(name, bytes);
  }

  /** Resolves when the job has ended, whatever ended it. */
  ended(job: Job<Order>): Promise<void> {
    return new Promise((resolve) => {
      if (job.state !== 'processing') return resolve();
      const leave = this.changes.subscribe(() => {
        if (job.state === 'processing') return;
        leave();
        resolve();
      });
    });
  }

  unfinished(): number {
    return this.#work.size;
  }

  file(name: string): Uint8Array | undefined {
    return this.#files.get(name);
  }

  polled(job: Job<Order>): void {
    job.polls += 1;
    this.#changed(job);
  }

  /** Ends a job, the first time that it is called for it. Resolves when its files are there. */
  async end(job: Job<Order>, as: End): Promise<void> {
    const work = this.#work.get(job);
    if (!work) return;
    clearTimeout(work.timer);
    work.ended ??= this.#settle(job, as, work.made);
    await work.ended;
  }

  /** What chance does to callbacks from now on, where a job's plan does not say. */
  callbacks(faults: CallbackFaults | undefined): void {
    this.#chance.set(faults);
  }

  /** Sends as many callbacks as are due for a job as it stands. Chance strikes the last one alone. */
  async announce(job: Job<Order>): Promise<void> {
    if (job.webhook === null || job.state === 'processing' || job.callback !== 'once')
      return this.#callBack(job, CALLBACKS[job.callback]);
    const times = this.#chance.times();
    if (times !== 1) job.callback = times === 0 ? 'lost' : 'twice';
    if (times === 0) this.#changed(job);
    else await this.#chance.send(() => this.#callBack(job, times));
  }

  async act(id: string, action: JobAction): Promise<void> {
    const job = this.#jobs.get(id);
    if (!job) throw new Error(`no job ${id}`);
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

  /** Sets the hour of the end. A job of several stages reaches them at equal distances on the way. */
  #schedule(job: Job<Order>, finishesAt: number): void {
    const work = this.#work.get(job);
    if (!work || work.ended || this.#closing.signal.aborted) return;
    clearTimeout(work.timer);
    job.finishesAt = finishesAt;
    const stagesLeft = Math.max(0, job.stages.length - 1 - job.stage);
    const leftMs = Math.max(0, finishesAt - Date.now());
    if (stagesLeft > 1) work.timer = setTimeout(() => void this.#nextStage(job, finishesAt), leftMs / stagesLeft);
    else work.timer = setTimeout(() => void this.#endAndAnnounce(job, job.end), leftMs);
  }

  async #nextStage(job: Job<Order>, finishesAt: number): Promise<void> {
    job.stage += 1;
    this.#changed(job);
    this.#schedule(job, finishesAt);
    await this.announce(job);
  }

  async #endAndAnnounce(job: Job<Order>, as: End): Promise<void> {
    const isFirst = this.#work.get(job)?.ended === undefined;
    await this.end(job, as);
    if (isFirst) await this.announce(job);
  }

  async #settle(job: Job<Order>, as: End, made: Promise<readonly Uint8Array[]>): Promise<void> {
    job.state = as === 'success' ? await this.#keepFiles(job, made) : as;
    if (job.state === 'success' && job.stages.length > 0) job.stage = job.stages.length - 1;
    job.finishesAt = null;
    job.endedAt = Date.now();
    this.#work.delete(job);
    this.#changed(job);
  }

  async #keepFiles(job: Job<Order>, made: Promise<readonly Uint8Array[]>): Promise<'success' | 'failed'> {
    try {
      const contents = await made;
      for (const [at, { name }] of job.files.entries()) this.#files.set(name, contents[at] ?? new Uint8Array());
      return 'success';
    } catch (error) {
      job.failureMessage = error instanceof JobFault ? error.message : `Processing failed: ${String(error)}`;
      return 'failed';
    }
  }

  /** Duplicates leave at the same moment: the harder case for whoever receives them. */
  async #callBack(job: Job<Order>, times: number): Promise<void> {
    const { webhook } = job;
    const callback = this.#deps.callbackOf(job);
    if (webhook === null || !callback) return;
    const send = () => {
      this.#rounds += 1;
      const round = this.#rounds;
      return this.#deliver(webhook, callback, (answer) => {
        job.callbackStatuses = [...job.callbackStatuses, answer.status];
        this.#deps.tally.tried(answer.status);
        this.#deps.onCallback?.(job, callback, answer, round);
        this.#changed(job);
      });
    };
    await Promise.all(Array.from({ length: times }, send));
  }

  #changed(job: Job<Order>): void {
    this.changes.tell(viewOf(job));
  }
}

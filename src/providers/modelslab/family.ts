import type { Task } from '#domain/job.ts';
import type { Model } from '#domain/model.ts';
import type { CallbackReading, PollAnswer, Submission, Submit } from '#domain/ports/provider.ts';
import type { Answered, Exchange } from '#providers/http/exchange.ts';

/** One question to the service, other than a submit. */
export type Ask = {
  /** POST unless told. */
  readonly method?: 'GET' | 'POST';
  /** Below the API's base address, without a slash in front. Parts that come from elsewhere are to be encoded. */
  readonly path: string;
  /** `body` unless told. A GET has no body, so its key goes into the header. */
  readonly key?: 'body' | 'header';
  /** Besides the key. */
  readonly body?: object;
};

/** An answer under HTTP 2xx with a JSON object for a body, to be read by the family that it belongs to. */
export type FamilyAnswer = {
  readonly json: object;
  readonly answer: Answered;
  /** For `redact`: what must not get into a detail. */
  readonly secrets: readonly string[];
};

/** How soon and how often a family's tasks are asked about: images and sounds, videos and 3D, trainings. */
export type Pace = 'quick' | 'slow' | 'rare';

/**
 * What a family does in another way than the service's common envelope. A reading that returns undefined leaves the
 * answer to the common one, which knows the errors of all.
 */
export type Family = {
  /** As in `Endpoint.family` and `Task.family`. */
  readonly name: string;
  /** `quick` unless told. */
  readonly pace?: Pace;
  /** What it makes is words: a file of text, or words in the answer itself. */
  readonly makesText?: boolean;
  /** Where a task is asked for, instead of `v6/<family>/fetch/<id>`; an address in `fetch_result` goes first. */
  readonly poll?: (task: Task) => Ask;
  /** How a task is stopped: asked in turn until one is not answered with 404. */
  readonly cancel?: (task: Task) => readonly Ask[];
  readonly readSubmission?: (answer: FamilyAnswer, submit: Submit) => Submission | undefined;
  readonly readPoll?: (answer: FamilyAnswer, task: Task) => PollAnswer | undefined;
  /** The task that a callback without a track id is about, by the body's own shape. */
  readonly taskIn?: (json: object) => Pick<Task, 'family' | 'taskId'> | undefined;
  /** Callbacks do not name their family, so it is known by its shape: undefined when the body has another. */
  readonly readCallback?: (json: object, secrets: readonly string[]) => CallbackReading | undefined;
};

/** Asks for models that are not known beforehand; throws when it cannot be told. */
export type ListModels = (ask: (question: Ask) => Promise<Exchange>) => Promise<readonly Model[]>;

import * as z from 'zod';
import { phaseOf } from './status.ts';

const text = z.string().trim().min(1).optional().catch(undefined);

/** Codes are numbers, words or `""`. */
const code = z
  .union([z.string().trim().min(1), z.number().transform(String)])
  .optional()
  .catch(undefined);

/** `task_01K…`, `task-unified-…`: opaque, but never with what would change the meaning of a path or of our list of ids. */
const id = z
  .string()
  .regex(/^[\w.:-]{1,190}$/)
  .optional()
  .catch(undefined);

const amount = z.number().nonnegative().optional().catch(undefined);

const word = z
  .string()
  .transform((status) => status.trim().toLowerCase())
  .optional()
  .catch(undefined);

const errorWords = z.object({ message: text, type: code, code });

export type ErrorWords = z.infer<typeof errorWords>;

const error = z
  .union([z.string().transform((message): ErrorWords => errorWords.parse({ message })), errorWords])
  .optional()
  .catch(undefined);

/** A task wherever it is told of: in the answer of a submit, of a poll, in a callback. Wrong types count as absent. */
const task = z
  .object({
    task_id: id,
    id,
    object: text,
    status: word,
    result: z.unknown().optional(),
    error,
    /** USD. */
    cost: amount,
    /** Ten credits are one USD. */
    credits_cost: amount,
    task_info: z.object({ estimated_time: amount }).optional().catch(undefined),
  })
  .transform(({ task_id, ...rest }) => ({ ...rest, id: task_id ?? rest.id }));

export type TaskState = z.infer<typeof task>;

const envelope = z.object({
  data: z.unknown().optional(),
  error,
  success: z.boolean().optional().catch(undefined),
  status: word,
  message: text,
  code,
  type: code,
});

export type Envelope = {
  readonly tasks: readonly TaskState[];
  /** Said about the request, not about a task. */
  readonly error?: ErrorWords;
};

/** Most tasks looked at in one answer: four times what a request may ask for. */
const TASKS_MAX = 16;

/**
 * Submits answer with an array in `data`, or with one task there; polls with one task; callbacks with `{code, data}` or
 * with the bare task (docs.apimart.ai images, videos, task status, webhook). Some endpoints refuse with
 * `{success: false, message}`. Undefined when the body is not a JSON object.
 */
export function readEnvelope(json: unknown): Envelope | undefined {
  const read = envelope.safeParse(json).data;
  if (!read) return undefined;
  const wrapped = Array.isArray(read.data) ? read.data : [read.data];
  const tasks = wrapped.slice(0, TASKS_MAX).flatMap((each) => task.safeParse(each).data ?? []);
  if (tasks.length > 0 && read.success !== false) return { tasks, ...(read.error && { error: read.error }) };
  const bare = task.parse(json);
  if (bare.status !== undefined && (bare.id !== undefined || phaseOf(bare.status) !== 'unclear'))
    return { tasks: [bare] };
  const { message, type, code: ownCode } = read;
  const said = read.error ?? (message === undefined ? undefined : { message, type, code: ownCode });
  return { tasks: [], ...(said && { error: said }) };
}

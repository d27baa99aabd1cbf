import { RESTJSONErrorCodes } from 'discord-api-types/v10';
import type * as z from 'zod';
import { Refusal } from '#sandbox/discord/errors.ts';

type Fault = { readonly code: string; readonly message: string };
type Path = readonly PropertyKey[];

/** Reads a body by its form, or refuses it with 50035 and Discord's tree of faults, one leaf per field. */
export function parseForm<Form extends z.ZodType>(form: Form, body: unknown): z.output<Form> {
  const result = form.safeParse(body);
  if (result.success) return result.data;
  throw invalidForm(result.error.issues.map((issue) => ({ path: issue.path, ...faultOf(issue) })));
}

/** 50035 for a rule that no form can state by itself. */
export function invalidForm(faults: readonly (Fault & { readonly path: Path })[]): Refusal {
  const errors = {};
  for (const { path, code, message } of faults) plant(errors, path, { code, message });
  return new Refusal(400, RESTJSONErrorCodes.InvalidFormBodyOrContentType, 'Invalid Form Body', { errors });
}

/** Tells a rule of a form that is about several fields at once. The code becomes that of the fault. */
export const fault = (code: string, message: string) => ({ message, params: { code } });

type Branch = { _errors?: Fault[]; [field: string]: Branch | Fault[] | undefined };

function plant(tree: Branch, [field, ...rest]: Path, leaf: Fault): void {
  if (field === undefined) {
    tree._errors = [...(tree._errors ?? []), leaf];
    return;
  }
  const branch = tree[String(field)];
  const next: Branch = branch && !Array.isArray(branch) ? branch : {};
  tree[String(field)] = next;
  plant(next, rest, leaf);
}

function faultOf(issue: z.core.$ZodIssue): Fault {
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'number'
        ? { code: 'NUMBER_TYPE_MAX', message: `int value should be less than or equal to ${issue.maximum}.` }
        : { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${issue.maximum} or fewer in length.` };
    case 'too_small':
      return issue.origin === 'number'
        ? { code: 'NUMBER_TYPE_MIN', message: `int value should be greater than or equal to ${issue.minimum}.` }
        : { code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${issue.minimum} or more in length.` };
    case 'invalid_type':
      return issue.input === undefined
        ? { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }
        : { code: 'BASE_TYPE_BAD_TYPE', message: `Expected ${issue.expected}.` };
    case 'invalid_value':
      return { code: 'BASE_TYPE_CHOICES', message: `Value must be one of {${issue.values.map(String).join(', ')}}.` };
    case 'invalid_format':
      return { code: 'STRING_TYPE_REGEX', message: 'String value did not match validation regex.' };
    case 'invalid_union':
      return { code: 'UNION_TYPE_CHOICES', message: 'Value of field "type" must be one of those known here.' };
    case 'custom':
      return { code: String(issue.params?.code ?? 'BASE_TYPE_INVALID'), message: issue.message };
    default:
      return { code: 'BASE_TYPE_INVALID', message: issue.message };
  }
}

import type { Submit, SubmitInput } from '#domain/ports/provider.ts';

/** A submit on its way into a body: the files with the address or the data URI under which the service gets them. */
export type Ordered = {
  readonly submit: Submit;
  /** In the request's order. `value` is what stands in the body: an https address, or a base64 data URI where the endpoint takes one. */
  readonly inputs: readonly (SubmitInput & { readonly value: string })[];
};

/** One way into the service: where it lies, and how a request becomes its body. */
export type Endpoint = {
  /** What `Model.route` says of the models that it serves. Several endpoints may share a route; the first that `serves` is taken. */
  readonly route: string;
  /** Where one model is reached by several ways: whether this is the one for a request. Absent: for all. */
  readonly serves?: (submit: Submit) => boolean;
  /** Why a request cannot go this way though its model's limits allow it; it is refused before anything is sent. */
  readonly objection?: (submit: Submit) => string | undefined;
  /** Below the API's base address, such as `v6/images/img2img`. Parts that come from elsewhere are to be encoded. */
  readonly path: string | ((submit: Submit) => string);
  /**
   * Whose reading its answers need, and the path segment whose `fetch` endpoint knows the task unless a `Family` of that
   * name says otherwise. Ids are unique only within it.
   */
  readonly family: string;
  /** Everything but `key`, `webhook` and `track_id`, which are added where the endpoint takes them. */
  readonly body: (order: Ordered) => object;
  /** `in_dashboard` is never sent: a workflow's callback address belongs to the workflow. `in_body` unless told. */
  readonly webhook?: 'in_body' | 'in_dashboard';
  /**
   * How the endpoint takes our track id: as text, or not at all. Where the OpenAPI files type it as a number it is left
   * out, as ours are text; the webhook's address carries it everywhere.
   */
  readonly trackId: 'text' | 'none';
  /** How files get there without an address of our own: in the body, or uploaded first by `base64_to_url`. */
  readonly filesWithoutAddress: 'data_uri' | 'upload';
  /** The key goes into each body, except for workflows, which want it in a header. */
  readonly key: 'body' | 'header';
};

/** The one file of a role, as it stands in the body; undefined when the request brings none. */
export const fileOf = ({ inputs }: Ordered, role: SubmitInput['role']): string | undefined =>
  inputs.find((input) => input.role === role)?.value;

/** All files of the roles, in the request's order. */
export const filesOf = ({ inputs }: Ordered, ...roles: readonly SubmitInput['role'][]): readonly string[] =>
  inputs.filter((input) => roles.includes(input.role)).map(({ value }) => value);

import type { Model } from '#domain/model.ts';
import type { Submit } from '#domain/ports/provider.ts';
import type { Endpoint } from '#providers/modelslab/endpoint.ts';
import { given, offer } from '#providers/modelslab/offer.ts';
import type { Part } from './v7-part.ts';

/** One row of the table of version 7. */
export type Row = {
  /** As the service spells it, capital letters and all. */
  readonly name: string;
  /** Where the name alone would mean several rows. */
  readonly id?: string;
  readonly label: string;
  readonly uses: Model['uses'];
  /** Below `v7/`; for models of two ways, by the request. */
  readonly path: string | ((submit: Submit) => string);
  readonly family: 'v7-images' | 'v7-video' | 'v7-voice' | 'v7-text';
  /** Required unless told. */
  readonly prompt?: Model['prompt'];
  readonly parts?: readonly Part[];
  readonly objection?: Endpoint['objection'];
};

const routeOf = ({ id, name }: Row): string => `v7.${id ?? name}`;

/**
 * The third-party models of version 7 (the Python SDK's provider schemas; docs.modelslab.com model guide): same envelope,
 * `webhook` and `track_id` as text on all. There is no OpenAPI file for them, so nothing is sent that the table does not
 * name; ratios and lengths are offered only where it lists them.
 */
export const endpointOf = (row: Row): Endpoint => ({
  route: routeOf(row),
  path: typeof row.path === 'string' ? `v7/${row.path}` : (submit) => `v7/${pathOf(row, submit)}`,
  family: row.family,
  ...(row.objection && { objection: row.objection }),
  body: (order) => {
    const parts = (row.parts ?? []).map(({ fields }) => fields(order));
    return given(Object.assign({ model_id: row.name, prompt: order.submit.request.prompt }, ...parts));
  },
  trackId: 'text',
  filesWithoutAddress: 'upload',
  key: 'body',
});

const pathOf = ({ path }: Row, submit: Submit): string => (typeof path === 'string' ? path : path(submit));

export function modelOf(row: Row): Model {
  const { id = row.name, name, label, uses, prompt, parts = [] } = row;
  const options: Model['options'] = Object.assign({}, ...parts.map((part) => part.options ?? {}));
  const requires = parts.flatMap((part) => part.requires ?? []);
  return offer({
    id,
    name,
    label,
    uses,
    route: routeOf(row),
    ...(prompt && { prompt }),
    options,
    ...(requires.length > 0 && { requires }),
    inputs: parts.flatMap(({ inputs = [] }) => inputs),
  });
}

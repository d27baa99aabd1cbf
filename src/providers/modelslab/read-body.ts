import type { Provider } from '#domain/ports/provider.ts';
import { parseJson } from '#providers/http/redact.ts';
import type { Family } from './family.ts';
import type { Open } from './open.ts';
import { SPECIAL_FAMILIES } from './roster.ts';
import { isObject } from './submit.ts';
import { readCallback } from './webhook.ts';

type Deps = { readonly open: Open; readonly secrets: readonly string[] };

/** Callbacks do not name their family: the families that know the shape of a body go first, then the common reading. */
export function createReadBody({ open, secrets }: Deps): Required<Pick<Provider, 'readCallback' | 'taskIn'>> {
  const parse = (body: Uint8Array): unknown => parseJson(new TextDecoder().decode(body), secrets);

  return {
    readCallback: ({ body }) => {
      const json = parse(body);
      const own = isObject(json) ? firstOf(({ readCallback: read }) => read?.(json, secrets)) : undefined;
      return own ?? readCallback(open(json), secrets);
    },
    taskIn: (body) => {
      const json = parse(body);
      return isObject(json) ? firstOf(({ taskIn }) => taskIn?.(json)) : undefined;
    },
  };
}

function firstOf<Reading>(read: (family: Family) => Reading | undefined): Reading | undefined {
  for (const family of SPECIAL_FAMILIES) {
    const reading = read(family);
    if (reading !== undefined) return reading;
  }
  return undefined;
}

import { promisify } from 'node:util';
import type { InputType } from 'node:zlib';
import { brotliDecompress, constants, gunzip, inflate, zstdDecompress } from 'node:zlib';

const MIB = 1024 * 1024;

/** Memory that a packer may ask its reader for, beside the output: RFC 8878 asks readers of zstd for 8 MiB. */
const ZSTD_WINDOW_LOG = 23;

const run = { gunzip: promisify(gunzip), inflate: promisify(inflate), brotli: promisify(brotliDecompress) };
const unzstd = promisify(zstdDecompress);

type Inflater = {
  /** At most `maxOutputLength` bytes; throws when there is more or when it is not packed so. */
  readonly inflate: (body: InputType, bounds: { readonly maxOutputLength: number }) => Promise<Buffer>;
  /** What it may hold while it works, in bytes, beside the output: the window that the format allows. */
  readonly workBytes: number;
};

const GZIP: Inflater = { inflate: run.gunzip, workBytes: MIB / 16 };

const INFLATERS: Readonly<Record<string, Inflater>> = {
  gzip: GZIP,
  'x-gzip': GZIP,
  deflate: { inflate: run.inflate, workBytes: MIB / 16 },
  br: { inflate: run.brotli, workBytes: 16 * MIB },
  zstd: {
    inflate: (body, bounds) =>
      unzstd(body, { ...bounds, params: { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG } }),
    workBytes: 2 ** ZSTD_WINDOW_LOG,
  },
};

/** The one for a content encoding; undefined when none is needed, or none is known, as for several at once. */
export function inflaterFor(encoding: string | undefined): Inflater | undefined {
  const name = encoding?.trim().toLowerCase();
  return name !== undefined && Object.hasOwn(INFLATERS, name) ? INFLATERS[name] : undefined;
}

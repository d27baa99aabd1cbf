import type { Fields } from '#sandbox/services/fields.ts';
import type { Gathered } from '#sandbox/services/materials.ts';
import type { Body } from '#sandbox/services/serve.ts';

/** One submit, as the service understood it. */
export type Order = {
  readonly endpoint: Endpoint;
  /** Every field as it was sent. */
  readonly body: Body;
  readonly prompt: string;
  /** Of the first file; the next ones count up. */
  readonly seed: number;
  readonly webhook: string | null;
  /** Sent back as it came. */
  readonly trackId: string | number | null;
  /** Begins the names of its files. */
  readonly prefix: string;
  /** The safety checker made every image black. */
  readonly blanked: boolean;
};

/** A file that a job makes of its order and of the files that it was given. */
export type Product = {
  readonly extension: string;
  readonly make: (given: readonly Gathered[]) => Promise<Uint8Array>;
};

/** How a queued job is told of. The families differ, as recorded answers do. */
export type Shape = 'images' | 'controlnet' | 'realtime' | 'video' | 'voice' | '3d' | 'editing';

export type Endpoint = {
  /** Below the base address, such as `v6/images/text2img`. */
  readonly path: string;
  /** Below the base address; `/fetch/:id` follows. Ids are numbered for each. */
  readonly family: string;
  readonly shape: Shape;
  readonly fields: Fields;
  /** What is wrong with a body whose fields are all right. */
  readonly fault?: (body: Body) => string | undefined;
  /** The connection is held until the result is there, unless the body asks for an answer at once. */
  readonly holds?: true;
  /** Results stand in `links`. */
  readonly answersInLinks?: true;
  readonly products: (order: Order) => readonly Product[];
};

import { Agent, request } from 'node:http';

export type Shot = {
  readonly path: string;
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
};

/** Posts over a few connections that stay open, as many at a time. */
export function createPost(port: number, connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });

  /** The status of the answer, or what came in place of a whole one. */
  const post = ({ path, body, headers }: Shot): Promise<string> =>
    new Promise((resolve) => {
      const sent = request({ port, host: '127.0.0.1', method: 'POST', path, headers, agent }, (response) => {
        response.resume().once('end', () => resolve(String(response.statusCode)));
        response.once('close', () => resolve('half an answer'));
      });
      sent.on('error', ({ message }) => resolve(message)).end(body);
    });

  return {
    post,
    /** Every shot there is; answers how many came back by status. */
    all: async (shots: Iterable<Shot> | AsyncIterable<Shot>): Promise<Readonly<Record<string, number>>> => {
      const counts: Record<string, number> = {};
      const source = iterate(shots);
      const gunner = async () => {
        for (let next = await source.next(); !next.done; next = await source.next()) {
          const status = await post(next.value);
          counts[status] = (counts[status] ?? 0) + 1;
        }
      };
      await Promise.all(Array.from({ length: connections }, gunner));
      return counts;
    },
    close: () => agent.destroy(),
  };
}

async function* iterate(shots: Iterable<Shot> | AsyncIterable<Shot>): AsyncGenerator<Shot> {
  yield* shots;
}

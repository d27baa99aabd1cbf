import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Track } from '#domain/track-id.ts';
import type { HttpDeps, HttpServer } from '#http/server.ts';
import { createHttpServer } from '#http/server.ts';
import type { ReceiveCallback } from '#jobs/receive-callback.ts';
import type { ReceiveWorkflowCallback } from '#jobs/receive-workflow-callback.ts';
import { createTrackIds } from '#signing/track-ids.ts';
import { createLogger } from '#telemetry/logger.ts';

export const TRACK: Track = {
  userId: '80351110224678912',
  kind: 'image',
  channelId: '41771983423143937',
  jobId: '01jd8k2x3v4w5y6z7a8b9c0d1e',
};

const trackIds = createTrackIds(['a secret of the test, long enough to sign with']);

export const TRACK_ID = trackIds.mint(TRACK);

export type Received = Parameters<ReceiveCallback>[0];
export type ReceivedRun = Parameters<ReceiveWorkflowCallback>[0];

/** The only workflow token that verifies, and what it stands for. */
export const WORKFLOW = { token: 'token-of-a-workflow-0123456789', id: 'my-workflow' };

type Stage = HttpServer & {
  readonly port: number;
  /** What reached the store, oldest first. */
  readonly received: readonly Received[];
  /** What reached the store by a workflow's address, oldest first. */
  readonly receivedRuns: readonly ReceivedRun[];
  /** `provider answer` of every webhook request, oldest first. */
  readonly answers: readonly string[];
  readonly log: () => string;
  readonly post: (path: string, body?: Uint8Array | string, headers?: Record<string, string>) => Promise<Response>;
  readonly get: (path: string, headers?: Record<string, string>, method?: string) => Promise<Response>;
  /** Opens a connection and writes `text`, nothing more. */
  readonly dial: (text: string) => Promise<Socket>;
};

/** The real server on a free port, gone when the test is over. */
export async function createStage(
  options: {
    receive?: ReceiveCallback;
    receiveRun?: ReceiveWorkflowCallback;
    providerNames?: readonly string[];
    mediaFiles?: HttpDeps['mediaFiles'];
    health?: HttpDeps['health'];
    render?: () => Promise<string>;
    bounds?: NonNullable<HttpDeps['bounds']>;
  } = {},
): Promise<Stage> {
  const received: Received[] = [];
  const receivedRuns: ReceivedRun[] = [];
  const answers: string[] = [];
  const lines: string[] = [];
  const server = createHttpServer({
    trackIds,
    workflowTokens: { verify: (token) => (token === WORKFLOW.token ? WORKFLOW.id : undefined) },
    providerNames: new Set(options.providerNames ?? ['modelslab', 'apimart']),
    receiveCallback: async (callback) => {
      received.push(callback);
      return options.receive ? options.receive(callback) : 'stored';
    },
    receiveWorkflowCallback: async (callback) => {
      receivedRuns.push(callback);
      return options.receiveRun ? options.receiveRun(callback) : 'stored';
    },
    mediaFiles: options.mediaFiles ?? { open: () => undefined },
    health: options.health ?? {},
    metrics: {
      contentType: 'text/plain; version=0.0.4; charset=utf-8',
      render: options.render ?? (async () => 'up 1\n'),
      webhook: (provider, answer) => answers.push(`${provider} ${answer}`),
      deadLink: (answer) => answers.push(`media ${answer}`),
    },
    ...(options.bounds && { bounds: options.bounds }),
    logger: createLogger({ level: 'debug', destination: { write: (line) => lines.push(line) } }),
  });
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close({ graceMs: 0 }));
  const base = `http://127.0.0.1:${port}`;
  return {
    ...server,
    port,
    received,
    receivedRuns,
    answers,
    log: () => lines.join(''),
    post: (path, body = '{}', headers = {}) =>
      fetch(base + path, { method: 'POST', body: typeof body === 'string' ? body : new Uint8Array(body), headers }),
    get: (path, headers = {}, method = 'GET') => fetch(base + path, { method, headers }),
    dial: async (text) => {
      const socket = connect(port, '127.0.0.1');
      onTestFinished(() => void socket.destroy());
      await once(socket, 'connect');
      socket.write(text);
      return socket;
    },
  };
}

/** Reads until `end` has come or the other side hangs up. */
export async function hear(socket: Socket, end = ''): Promise<string> {
  let heard = '';
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    heard += String(chunk);
    if (end !== '' && heard.includes(end)) break;
  }
  return heard;
}

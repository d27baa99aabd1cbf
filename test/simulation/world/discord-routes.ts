import type { RequestData } from 'discord.js';
import type { Answer, DiscordServer, Said } from './discord-server.ts';

/** A request to Discord, understood. */
export type Routed = {
  readonly method: string;
  readonly path: string;
  /** The library sends one request at a time for each of these. */
  readonly bucket: string;
  readonly channelId: string | undefined;
  /** Of a message that tells how a job ended. */
  readonly tells: Said | undefined;
  /** Lets Discord act on it, when it arrives. */
  readonly handle: () => Answer;
};

/** The interaction that a token answers. */
export type Answering = (token: string) => {
  readonly channelId: string;
  readonly cardId: () => string | undefined;
  readonly lives: () => boolean;
};

type Deps = { readonly server: DiscordServer; readonly answering: Answering };

const UNKNOWN_WEBHOOK: Answer = { status: 404, code: 10015, message: 'Unknown Webhook' };
const INVALID_TOKEN: Answer = { status: 403, code: 50027, message: 'Invalid Webhook Token' };

/** Reads what the messenger sends. Throws on a route that this world does not know: then it has to learn it. */
export function createRoutes({ server, answering }: Deps) {
  return (method: 'GET' | 'POST' | 'PATCH', path: string, data: RequestData = {}): Routed => {
    const [, root = '', id = '', third = '', fourth = ''] = path.split('?')[0]?.split('/') ?? [];
    const routed = (rest: Partial<Routed> & Pick<Routed, 'handle'>): Routed => ({
      method,
      path,
      bucket: `${method} ${root} ${id} ${third}`,
      channelId: undefined,
      tells: undefined,
      ...rest,
    });
    if (root === 'channels' && third === 'messages') {
      if (method === 'GET') return routed({ channelId: id, handle: () => list(id, data) });
      const said = read(data);
      if (method === 'PATCH') return routed({ channelId: id, handle: () => server.edit(id, fourth, said) });
      return routed({ channelId: id, tells: said, handle: () => server.create(id, said) });
    }
    if (root === 'users' && third === 'channels' && method === 'POST') {
      return routed({ handle: () => ({ status: 200, body: { id: `dm-${recipientOf(data)}`, type: 1 } }) });
    }
    if (root === 'users' && id === '@me' && method === 'GET') {
      return routed({ handle: () => ({ status: 200, body: { id: '1', bot: true } }) });
    }
    if (root === 'webhooks') {
      const said = read(data);
      const { channelId, cardId, lives } = answering(third);
      const alive = (handle: () => Answer) => () => (lives() ? handle() : INVALID_TOKEN);
      if (method === 'POST')
        return routed({ tells: said, handle: alive(() => server.followUp(channelId, cardId(), said)) });
      if (fourth === 'messages' && method === 'PATCH') {
        return routed({ handle: alive(() => server.editCard(channelId, cardId(), said)) });
      }
      return routed({ handle: () => UNKNOWN_WEBHOOK });
    }
    throw new Error(`This Discord does not know ${method} ${path}.`);
  };

  function list(channelId: string, { query }: RequestData): Answer {
    const after = BigInt(query?.get('after') ?? 0);
    // The library fills the lowest bits of an id made from a time with a counter of the whole process: not ours to depend on.
    return server.list(channelId, (after >> 22n) << 22n, Number(query?.get('limit') ?? 50));
  }
}

function read({ body }: RequestData): Said {
  const files = body instanceof Object && 'getAll' in body ? body : undefined;
  const payload = files ? JSON.parse(String(field(files, 'payload_json'))) : body;
  const { content, nonce, enforce_nonce: enforceNonce, components, attachments } = payload ?? {};
  return { content, nonce, enforceNonce, components, files: files ? (attachments?.length ?? 1) : 0 };
}

const field = (form: object, name: string): unknown => (form as { get: (name: string) => unknown }).get(name);

const recipientOf = ({ body }: RequestData): string => String((body as { recipient_id: string }).recipient_id);

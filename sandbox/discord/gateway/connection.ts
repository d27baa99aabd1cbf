import { GatewayCloseCodes, GatewayOpcodes } from 'discord-api-types/v10';
import type { WebSocket } from 'ws';
import type { Frame } from './frames.ts';
import { readFrame } from './frames.ts';
import type { HandshakeDeps } from './handshake.ts';
import { Closing, identify, resume } from './handshake.ts';
import type { Line, Session } from './sessions.ts';

/** What Discord's hello says at the time of writing. */
const HEARTBEAT_INTERVAL_MS = 41_250;

/** Largest payload that a bot may send. */
const FRAME_MAX_BYTES = 4096;

/** A bot may send this many payloads a minute. */
const FRAMES_PER_MINUTE = 120;
const MINUTE_MS = 60_000;

/** Closing with one of these ends the session; any other code leaves it resumable. */
const ENDING_CODES = [1000, 1001];

export type ConnectionDeps = HandshakeDeps & {
  readonly now: () => number;
  /** A session got a connection or lost it. */
  readonly onPresence: () => void;
};

/** Speaks with one bot over one socket. */
export function serveConnection(deps: ConnectionDeps, socket: WebSocket): void {
  const line: Line = {
    send: (payload) => socket.send(JSON.stringify(payload)),
    isOpen: () => socket.readyState === socket.OPEN,
  };
  const isTooFast = createPace(deps.now);
  let session: Session | undefined;

  function take(frame: Frame): void {
    if (frame.op === GatewayOpcodes.Heartbeat) {
      line.send({ op: GatewayOpcodes.HeartbeatAck });
      return;
    }
    const isGreeting = frame.op === GatewayOpcodes.Identify || frame.op === GatewayOpcodes.Resume;
    if (session && isGreeting) throw new Closing(GatewayCloseCodes.AlreadyAuthenticated, 'Already authenticated.');
    if (!session && !isGreeting) throw new Closing(GatewayCloseCodes.NotAuthenticated, 'Not authenticated.');
    if (!isGreeting) return;
    session = frame.op === GatewayOpcodes.Identify ? identify(deps, line, frame.d) : resume(deps, line, frame.d);
    deps.onPresence();
  }

  socket.on('message', (data: Buffer) => {
    try {
      if (isTooFast()) throw new Closing(GatewayCloseCodes.RateLimited, 'Rate limited.');
      take(decode(data));
    } catch (error) {
      if (!(error instanceof Closing)) throw error;
      socket.close(error.code, error.message);
    }
  });
  socket.on('close', (code) => {
    if (!session) return;
    session.detach(line);
    if (ENDING_CODES.includes(code)) deps.sessions.end(session.id);
    deps.onPresence();
  });
  socket.on('error', () => socket.terminate());
  line.send({ op: GatewayOpcodes.Hello, d: { heartbeat_interval: HEARTBEAT_INTERVAL_MS } });
}

function decode(data: Buffer): Frame {
  const frame = data.byteLength > FRAME_MAX_BYTES ? 'undecodable' : readFrame(data.toString());
  if (frame === 'unknown_opcode') throw new Closing(GatewayCloseCodes.UnknownOpcode, 'Unknown opcode.');
  if (frame === 'undecodable') throw new Closing(GatewayCloseCodes.DecodeError, 'Error while decoding payload.');
  return frame;
}

function createPace(now: () => number): () => boolean {
  let minute = { endsAt: 0, frames: 0 };
  return () => {
    if (now() >= minute.endsAt) minute = { endsAt: now() + MINUTE_MS, frames: 0 };
    minute.frames += 1;
    return minute.frames > FRAMES_PER_MINUTE;
  };
}

import { GatewayOpcodes } from 'discord-api-types/v10';
import * as z from 'zod';

/** What a bot sends, as far as anything here depends on it. */
const identify = z.object({
  token: z.string(),
  intents: z.int().min(0),
  properties: z.object({}).loose(),
  shard: z.tuple([z.int(), z.int()]).optional(),
});

const resume = z.object({ token: z.string(), session_id: z.string(), seq: z.int().min(0) });

const frame = z.discriminatedUnion('op', [
  z.object({ op: z.literal(GatewayOpcodes.Heartbeat), d: z.int().nullish() }),
  z.object({ op: z.literal(GatewayOpcodes.Identify), d: identify }),
  z.object({ op: z.literal(GatewayOpcodes.Resume), d: resume }),
  z.object({ op: z.literal([GatewayOpcodes.PresenceUpdate, GatewayOpcodes.VoiceStateUpdate]), d: z.unknown() }),
  z.object({ op: z.literal(GatewayOpcodes.RequestGuildMembers), d: z.unknown() }),
]);

export type Frame = z.output<typeof frame>;
export type Identify = z.output<typeof identify>;
export type Resume = z.output<typeof resume>;

const KNOWN_OPCODES: readonly unknown[] = Object.values(GatewayOpcodes);

/** `undecodable`: not JSON, or not the payload of its opcode. */
export function readFrame(text: string): Frame | 'unknown_opcode' | 'undecodable' {
  const json = parse(text);
  const result = frame.safeParse(json);
  if (result.success) return result.data;
  const op = z.object({ op: z.unknown() }).safeParse(json);
  return op.success && !KNOWN_OPCODES.includes(op.data.op) ? 'unknown_opcode' : 'undecodable';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import { readFileSync } from 'node:fs';
import { drawPicture } from '#sandbox/media/drawing.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';

const fixture = (name: string): Uint8Array => readFileSync(new URL(`../fixtures/media/${name}`, import.meta.url));

const SECONDS = 6; // what a voice sample needs: 4 to 25 s
const SAMPLES_PER_SECOND = 8_000;

/** A plain tone as a WAV file: a header of 44 bytes, then 16-bit samples. */
function tone(): Uint8Array {
  const samples = SECONDS * SAMPLES_PER_SECOND;
  const wav = Buffer.alloc(44 + 2 * samples);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + 2 * samples, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(SAMPLES_PER_SECOND, 24);
  wav.writeUInt32LE(2 * SAMPLES_PER_SECOND, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(2 * samples, 40);
  for (let at = 0; at < samples; at += 1) wav.writeInt16LE(Math.round(9_000 * Math.sin(at / 6)), 44 + 2 * at);
  return wav;
}

/** Attaches a file to a member's next command; answers what the option's value is. */
export async function attach({ discord }: Sandbox, what: 'image' | 'audio' | 'video'): Promise<string> {
  if (what === 'audio') return discord.upload({ name: 'voice.wav', contentType: 'audio/wav', bytes: tone() }).id;
  if (what === 'video')
    return discord.upload({ name: 'film.mp4', contentType: 'video/mp4', bytes: fixture('film.mp4') }).id;
  const bytes = await drawPicture({ prompt: 'a bower', seed: 1, width: 512, height: 512 });
  return discord.upload({ name: 'bower.png', contentType: 'image/png', bytes }).id;
}

/**
 * Encodes one film and ends. In a thread of its own for two reasons: encoding blocks for a fifth of a second, and the
 * encoder listens to the process's unhandled errors as if it owned them.
 */
import { parentPort, workerData } from 'node:worker_threads';
import encoders from 'h264-mp4-encoder';

/** A large picture, and where in it each frame lies. */
export type Reel = {
  /** Of a frame, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  /** The large picture, RGBA, row by row. */
  readonly pixels: Uint8Array;
  readonly wide: number;
  /** Left and top of each frame. */
  readonly steps: readonly (readonly [left: number, top: number])[];
};

/** 10 is best, 51 is worst: at 28 a drawn scene stays clean below 200 KB. */
const QUANTIZATION = 28;

async function encode({ width, height, framesPerSecond, pixels, wide, steps }: Reel): Promise<Uint8Array> {
  const encoder = await encoders.createH264MP4Encoder();
  encoder.outputFilename = 'film.mp4';
  encoder.width = width;
  encoder.height = height;
  encoder.frameRate = framesPerSecond;
  encoder.groupOfPictures = framesPerSecond;
  encoder.quantizationParameter = QUANTIZATION;
  encoder.initialize();
  for (const [left, top] of steps) {
    const frame = new Uint8Array(width * height * 4);
    for (let row = 0; row < height; row += 1) {
      const start = ((top + row) * wide + left) * 4;
      frame.set(pixels.subarray(start, start + width * 4), row * width * 4);
    }
    encoder.addFrameRgba(frame);
  }
  encoder.finalize();
  return withoutDates(encoder.FS.readFile(encoder.outputFilename));
}

/** Boxes that begin with when the file was made and changed: four bytes each, after four of version and flags. */
const DATED_BOXES = ['mvhd', 'tkhd', 'mdhd'];
const DATES_AT = 8;
const DATES_BYTES = 8;

/** The same film shall have the same bytes whenever it is made. */
function withoutDates(film: Uint8Array): Uint8Array {
  const bytes = Buffer.from(film);
  const index = bytes.indexOf('moov');
  for (const box of DATED_BOXES) {
    const at = bytes.indexOf(box, index);
    if (at > 0) bytes.fill(0, at + DATES_AT, at + DATES_AT + DATES_BYTES);
  }
  return new Uint8Array(bytes);
}

parentPort?.postMessage(await encode(workerData));

import sharp from 'sharp';

/** The smallest pictures there are, real ones. */
const tinyPicture = (format: 'png' | 'jpeg' | 'webp'): Promise<Uint8Array> =>
  sharp({ create: { width: 1, height: 1, channels: 3, background: '#3b7ded' } })
    .toFormat(format)
    .toBuffer()
    .then((bytes) => new Uint8Array(bytes));

const FORMATS: Readonly<Record<string, 'png' | 'jpeg' | 'webp'>> = {
  png: 'png',
  jpg: 'jpeg',
  jpeg: 'jpeg',
  webp: 'webp',
};

export type TinyFiles = (
  names: readonly string[],
  make: () => Promise<readonly Uint8Array[]>,
) => Promise<readonly Uint8Array[]>;

/**
 * Files for jobs by the thousand, made once for each extension and shared: pictures of one pixel, and of everything else
 * the first one that a job made. What a job was given is not looked at.
 */
export function createTinyFiles(): TinyFiles {
  const made = new Map<string, Promise<Uint8Array>>();

  function fileOf(name: string, at: number, make: () => Promise<readonly Uint8Array[]>): Promise<Uint8Array> {
    const extension = name.slice(name.lastIndexOf('.') + 1);
    const known = made.get(extension);
    if (known) return known;
    const format = FORMATS[extension];
    const file = format ? tinyPicture(format) : make().then((files) => files[at] ?? new Uint8Array());
    made.set(extension, file);
    // One that could not be made is tried again by the next job.
    file.catch(() => made.delete(extension));
    return file;
  }

  return (names, make) => Promise.all(names.map((name, at) => fileOf(name, at, make)));
}

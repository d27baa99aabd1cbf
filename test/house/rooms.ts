/** One room and what it may import. Said a second time beside biome.json, so that the fence can be held to it. */
export type Room = {
  readonly name: string;
  readonly folder: string;
  /** Rooms by the name after `#`, itself included. */
  readonly rooms: readonly string[];
  readonly packages: readonly string[];
  /** Whether it may use Node's own modules. */
  readonly node: boolean;
};

const room = (name: string, may: Partial<Omit<Room, 'name' | 'folder'>> & { readonly folder?: string }): Room => ({
  name,
  folder: may.folder ?? `src/${name}`,
  rooms: [name, ...(may.rooms ?? [])],
  packages: may.packages ?? [],
  node: may.node ?? false,
});

export const ROOMS: readonly Room[] = [
  room('domain', { packages: ['zod'] }),
  room('config', { rooms: ['domain'], packages: ['zod'], node: true }),
  room('telemetry', { rooms: ['domain'], packages: ['pino', 'prom-client'], node: true }),
  room('signing', { rooms: ['domain'], packages: ['ulid'], node: true }),
  room('providers/http', { rooms: ['domain'], packages: ['undici'], node: true }),
  room('providers/modelslab', { rooms: ['domain', 'providers/http'], packages: ['zod'], node: true }),
  room('providers/apimart', { rooms: ['domain', 'providers/http'], packages: ['zod'], node: true }),
  room('providers/eachlabs', { rooms: ['domain', 'providers/http'], packages: ['zod'], node: true }),
  room('providers/replicate', { rooms: ['domain', 'providers/http'], packages: ['zod'], node: true }),
  room('storage', { rooms: ['domain'], packages: ['better-sqlite3', 'drizzle-orm', 'zod'], node: true }),
  room('media', {
    rooms: ['domain'],
    packages: ['file-type', 'image-size', 'ipaddr.js', 'mediabunny', 'sharp', 'undici'],
    node: true,
  }),
  room('discord', { rooms: ['domain'], packages: ['discord.js', 'undici'], node: true }),
  room('catalogue', { rooms: ['domain'] }),
  room('jobs', { rooms: ['domain'] }),
  room('http', { rooms: ['domain', 'jobs'], packages: ['express', 'express-rate-limit'], node: true }),
  room('interactions', { rooms: ['discord', 'domain', 'jobs'], packages: ['discord.js'] }),
  room('commands', {
    folder: 'commands',
    rooms: ['discord', 'domain', 'interactions', 'jobs'],
    packages: ['discord.js'],
  }),
  room('sandbox', {
    folder: 'sandbox',
    packages: [
      '@preact/signals',
      '@resvg/resvg-js',
      'discord-api-types',
      'esbuild',
      'express',
      'h264-mp4-encoder',
      'pino-pretty',
      'preact',
      'sharp',
      'wasm-media-encoders',
      'ws',
      'zod',
    ],
    node: true,
  }),
];

/** Where rooms meet: the registry of the providers, then the entries of the process. */
export const MEETING_PLACES: readonly Room[] = [
  { name: 'providers', folder: 'src/providers', rooms: ['domain', 'providers'], packages: [], node: false },
  {
    name: 'entries',
    folder: 'src',
    rooms: ['providers', ...ROOMS.map(({ name }) => name).filter((name) => name !== 'sandbox')],
    packages: [],
    node: true,
  },
];

/** Names under which other rooms' files are imported, as package.json maps them. */
export const importMap = (): Readonly<Record<string, string>> =>
  Object.fromEntries([
    ...ROOMS.map(({ name, folder }) => [topOf(name), folder.replace(/^(src\/[^/]+).*/, '$1')] as const).map(entry),
    entry(['bench', 'bench']),
    entry(['src', 'src']),
    entry(['test', 'test']),
  ]);

const topOf = (name: string): string => name.replace(/\/.*/, '');
const entry = ([name, folder]: readonly [string, string]): readonly [string, string] => [`#${name}/*`, `./${folder}/*`];

export function mayImport({ rooms, packages, node }: Room, specifier: string): boolean {
  if (specifier.split('/').includes('..')) return false;
  if (specifier.startsWith('./')) return true;
  if (specifier.startsWith('node:')) return node;
  if (specifier.startsWith('#')) return rooms.some((name) => specifier.startsWith(`#${name}/`));
  return packages.some((name) => specifier === name || specifier.startsWith(`${name}/`));
}

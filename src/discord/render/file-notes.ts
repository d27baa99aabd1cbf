import { megabytes, plural, relativeTime } from './text.ts';

/** What became of one file on its way into a message. */
export type FileFate = {
  /** `no_room`: within the limit, but the message was full. */
  readonly outcome: 'attached' | 'shrunk' | 'too_large' | 'no_room';
  /** Of the file as it was made. */
  readonly bytes: number;
  /** To the file as it was made; absent without a public address. */
  readonly link?: string;
};

export type FilesTold = {
  /** In the order in which the service listed them. */
  readonly fates: readonly FileFate[];
  /** Files that the service listed and nobody could fetch. */
  readonly unreachable: number;
  /** Largest file that Discord takes there; undefined when it took none, whatever it had told. */
  readonly limitBytes: number | undefined;
  /** When the links end, in milliseconds since the epoch. */
  readonly linksUntil: number;
};

/**
 * What has to be said about the files that are not attached as they were made, a line for each kind, at most
 * `room` characters with their line breaks. Where there is no room for all the links, the last files go without: each is
 * still told of.
 */
export function fileNotes(told: FilesTold, room: number): readonly string[] {
  for (let links = told.fates.length; links > 0; links -= 1) {
    const lines = notesWith(told, links);
    if (lines.join('\n').length + 1 <= room) return lines;
  }
  return notesWith(told, 0);
}

/** With links to the first `links` files. */
function notesWith({ fates, unreachable, limitBytes, linksUntil }: FilesTold, links: number): readonly string[] {
  const told = fates.map(({ link, ...fate }, at) => (link !== undefined && at < links ? { ...fate, link } : fate));
  const of = (outcome: FileFate['outcome']) => told.filter((fate) => fate.outcome === outcome);
  const [shrunk, tooLarge, noRoom] = [of('shrunk'), of('too_large'), of('no_room')];
  const limit = limitBytes === undefined ? '' : `; the limit is ${megabytes(limitBytes)}`;
  const isLinked = told.some((fate) => fate.outcome !== 'attached' && 'link' in fate);
  return [
    ...(unreachable > 0 ? [`${plural(unreachable, 'file')} could not be fetched from the service.`] : []),
    ...(shrunk.length > 0 ? [`Shrunk to fit, from ${list(shrunk, 'original')}.`] : []),
    ...(tooLarge.length > 0
      ? [`Too large to attach here: ${list(tooLarge, 'download')}${limit}.${kept(tooLarge)}`]
      : []),
    ...(noRoom.length > 0 ? [`No room for more in one message: ${list(noRoom, 'download')}.${kept(noRoom)}`] : []),
    ...(isLinked ? [`Links end ${relativeTime(linksUntil)}.`] : []),
  ];
}

type Told = Omit<FileFate, 'outcome'>;

const list = (files: readonly Told[], word: string): string =>
  files.map(({ bytes, link }) => `${megabytes(bytes)}${link === undefined ? '' : ` ([${word}](${link}))`}`).join(', ');

const kept = (files: readonly Told[]): string =>
  files.every(({ link }) => link !== undefined) ? '' : ' The bot has kept its copy.';

import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createMessenger } from '#discord/messenger.ts';
import { createRests } from '#discord/rests.ts';
import type { Artifact, StoredFile } from '#domain/artifact.ts';
import type { Delivery, Place } from '#domain/delivery.ts';
import type { SucceededJob } from '#domain/job.ts';
import type { PretendDiscord } from '#sandbox/discord/people.ts';
import { createIds } from '#signing/ids.ts';
import { createRecordingLogger } from '#test/jobs/support/recording-logger.ts';
import { createTime } from '#test/sandbox/discord/bower.ts';
import { tempDir } from '#test/support/temp-dir.ts';
import { JOB_ID, succeededJob } from './jobs.ts';
import { pretendDiscord } from './pretend.ts';

const ids = createIds();

type Wishes = {
  readonly apiUrl?: string;
  /** Where strangers reach our copies. */
  readonly publicUrl?: string;
};

/** A messenger on the real REST clients, before a pretend Discord, with files on a real disk. */
export async function messengerStage({ apiUrl, publicUrl }: Wishes = {}) {
  const { clock, pass } = createTime();
  // As many messages as a test likes.
  const discord = await pretendDiscord({ clock, scale: { messagesPer5s: 1000, requestsPerSecond: 1000 } });
  const dir = await tempDir();
  const logger = createRecordingLogger();
  const renditions = new Map<string, number>();
  const media = {
    locate: ({ path }: StoredFile) => join(dir, path),
    link: ({ path }: StoredFile, lifeMs: number) =>
      publicUrl && `${publicUrl}/media/${path}?until=${Math.round(clock.now() + lifeMs)}`,
    /** To the size that a test named for this file, where that is small enough. */
    shrink: async (file: StoredFile, maxBytes: number) => {
      const bytes = renditions.get(file.path);
      if (bytes === undefined || bytes > maxBytes) return undefined;
      return writeRandom({ ...file, path: `small-${file.path}`, bytes });
    },
  };
  const writeRandom = async (file: StoredFile) => {
    await writeFile(join(dir, file.path), randomBytes(file.bytes));
    return file;
  };
  const { rest, answers } = createRests({ token: discord.token, apiUrl: apiUrl ?? discord.apiUrl, clock });
  const messenger = createMessenger({ rest, answers, media, clock, logger });
  const channelId = discord.channels.general.id;
  return {
    discord,
    messenger,
    logger,
    channelId,
    now: clock.now,
    /** Lets time pass, for the bot and for Discord. */
    pass,
    messages: () => discord.messages(channelId),
    /** A smaller version of that artifact is to be had, of so many bytes. */
    shrinks: (position: number, bytes: number) => void renditions.set(`${position}.png`, bytes),
    /** Writes a file of so many random bytes; as an artifact that we have a copy of. */
    artifact: async (position: number, size = 2_000): Promise<{ artifact: Artifact; bytes: Buffer }> => {
      const bytes = randomBytes(size);
      const file = { path: `${position}.png`, mediaType: 'image/png', extension: 'png', bytes: size };
      await writeFile(join(dir, file.path), bytes);
      return { artifact: { jobId: JOB_ID, position, urls: ['https://cdn.test/x'], file }, bytes };
    },
  };
}

/** A delivery that is tried for the first time. */
export const deliveryTo = (channelId: string, now = Date.now(), place: Place = 'channel'): Delivery => ({
  id: ids.next(),
  jobId: JOB_ID,
  channelId,
  createdAt: now,
  place,
  attempts: 1,
  firstAttemptAt: now,
});

/** A job that was asked in the pretend server's channel by Ada, without a card unless given. */
export function jobAt(
  discord: PretendDiscord,
  wishes: Parameters<typeof succeededJob>[0] & { cardMessageId?: string; limitBytes?: number } = {},
): SucceededJob {
  const { cardMessageId, limitBytes = 10_485_760, ...rest } = wishes;
  const { cardMessageId: _none, ...job } = succeededJob({ ...rest, card: false });
  const origin = {
    ...job.origin,
    guildId: discord.guild.id,
    channelId: discord.channels.general.id,
    userId: discord.people.ada.id,
    attachmentLimitBytes: limitBytes,
  };
  return { ...job, origin, ...(cardMessageId !== undefined && { cardMessageId }) };
}

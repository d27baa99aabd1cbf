import type { Storage } from '#storage/open-storage.ts';
import { openStorage } from '#storage/open-storage.ts';

/** The storage room as the bot opens it. */
export const openStores = (path: string): Promise<Storage> =>
  openStorage({
    path,
    lost: (error) => {
      throw error;
    },
  });

import type { Person } from '#sandbox/page/protocol.ts';

/** Who and what there is in the pretend server. The ids never change, so that a bot may keep its database between runs. */
export const GUILD = { id: '1180000000000000001', name: 'The Bower' };

/** The application and its bot user share one id, as those of every newer application do. */
export const BOT = { id: '1180000000000000100', username: 'Bowerbird' };

/** Shaped like Discord's tokens: the bot's id, a time, a signature. Opens nothing but the pretend Discord. */
export const TOKEN = `${Buffer.from(BOT.id).toString('base64url')}.GpReTe.a-token-that-opens-only-the-pretend-bower`;

export const ROLES = {
  admin: '1180000000000000010',
  bot: '1180000000000000011',
};

export const PEOPLE = {
  ada: { id: '1180000000000000201', username: 'ada', displayName: 'Ada', color: '#c96f4a', isAdmin: false },
  bruno: { id: '1180000000000000202', username: 'bruno', displayName: 'Bruno', color: '#4a7fc9', isAdmin: false },
  mira: { id: '1180000000000000203', username: 'mira', displayName: 'Mira', color: '#7a5cc4', isAdmin: true },
} as const satisfies Record<string, Person>;

const FIRST_STRANGER = 1_180_000_000_000_300_000n;
const COLORS = ['#c96f4a', '#4a7fc9', '#7a5cc4', '#4f9a6b', '#b0883a', '#b05a8c'];

/** Members by the hundred, for those who need many; `before` is how many people there are already. */
export const strangers = (before: number, count: number): readonly Person[] =>
  Array.from({ length: count }, (_, at) => ({
    id: String(FIRST_STRANGER + BigInt(before + at)),
    username: `member${before + at + 1}`,
    displayName: `Member ${before + at + 1}`,
    color: COLORS[(before + at) % COLORS.length] ?? '#4a7fc9',
    isAdmin: false,
  }));

export const CHANNELS = {
  general: { id: '1180000000000000301', name: 'general', topic: 'Ask for anything', nsfw: false },
  gallery: { id: '1180000000000000302', name: 'gallery', topic: 'The finished pieces', nsfw: false },
  afterDark: { id: '1180000000000000303', name: 'after-dark', topic: 'Age-restricted', nsfw: true },
  readOnly: { id: '1180000000000000304', name: 'read-only', topic: 'The bot may look but not write here', nsfw: false },
} as const;

/** The direct-message channel of each person with the bot, by person. */
export const DIRECT_MESSAGES: Readonly<Record<string, string>> = {
  [PEOPLE.ada.id]: '1180000000000000401',
  [PEOPLE.bruno.id]: '1180000000000000402',
  [PEOPLE.mira.id]: '1180000000000000403',
};

/** When everybody joined; any moment in the past does. */
export const JOINED_AT = '2024-01-01T00:00:00.000000+00:00';

import { mix } from './color.ts';
import type { Random } from './random.ts';

/** The light of a picture: what the sky does to everything under it. */
export type Palette = {
  /** From the zenith to the horizon. */
  readonly sky: readonly [string, string, string, string];
  readonly sun: string;
  readonly glow: string;
  /** What distance fades into. */
  readonly haze: string;
  /** Land close by; what lies between is mixed from haze and land. */
  readonly land: string;
  readonly leaf: string;
  readonly water: string;
  /** Lit edges, windows, lamps. */
  readonly light: string;
  readonly cloud: string;
  readonly isNight: boolean;
};

export const PALETTES = {
  dawn: {
    sky: ['#4767ad', '#a68fc6', '#f6aa9b', '#ffe0ad'],
    sun: '#fff1d0',
    glow: '#ffc98e',
    haze: '#f5bfa6',
    land: '#33355c',
    leaf: '#6a8f68',
    water: '#6a6fa5',
    light: '#ffe2b0',
    cloud: '#ffd9cf',
    isNight: false,
  },
  day: {
    sky: ['#2f7fc1', '#66aede', '#a9d8ec', '#eef6e4'],
    sun: '#fffbe6',
    glow: '#fff3c0',
    haze: '#c3e0e6',
    land: '#1f4d4a',
    leaf: '#3d7a4e',
    water: '#2f86a8',
    light: '#fff6cf',
    cloud: '#ffffff',
    isNight: false,
  },
  sunset: {
    sky: ['#2b1f56', '#7a2f6e', '#e0604f', '#ffc063'],
    sun: '#fff0b8',
    glow: '#ff9d4d',
    haze: '#f08a5d',
    land: '#2a1745',
    leaf: '#54324f',
    water: '#6b2f63',
    light: '#ffd98a',
    cloud: '#ff9e80',
    isNight: false,
  },
  dusk: {
    sky: ['#16204f', '#3a3f86', '#8a6fae', '#f0a8a8'],
    sun: '#ffe9d6',
    glow: '#e9a0b4',
    haze: '#9a86bd',
    land: '#191d45',
    leaf: '#2f4a6a',
    water: '#3b4a8c',
    light: '#ffd7a3',
    cloud: '#c9a7cf',
    isNight: true,
  },
  night: {
    sky: ['#050a24', '#0c1a45', '#1c3a72', '#4f7aa8'],
    sun: '#f6f3e2',
    glow: '#a9c8ee',
    haze: '#44699a',
    land: '#0a1330',
    leaf: '#17365a',
    water: '#173560',
    light: '#ffdf95',
    cloud: '#5f82b5',
    isNight: true,
  },
  mist: {
    sky: ['#6f8791', '#93a9ad', '#bccac6', '#e4e6da'],
    sun: '#fdfbee',
    glow: '#f6f0d8',
    haze: '#c9d3cd',
    land: '#25383b',
    leaf: '#3e5a53',
    water: '#6d8a90',
    light: '#fff2cc',
    cloud: '#eef1ec',
    isNight: false,
  },
  autumn: {
    sky: ['#5b8fa8', '#a8bfae', '#f0d49a', '#ffe9bd'],
    sun: '#fff7d8',
    glow: '#ffd98a',
    haze: '#e8c48d',
    land: '#4a2a22',
    leaf: '#b5532a',
    water: '#5f8a8c',
    light: '#ffe3a1',
    cloud: '#fff0d2',
    isNight: false,
  },
  winter: {
    sky: ['#5f86b8', '#93b3d6', '#c9d9e8', '#f6e6dc'],
    sun: '#fffaf0',
    glow: '#ffe9d2',
    haze: '#cddcea',
    land: '#2d4463',
    leaf: '#37566f',
    water: '#7fa3c4',
    light: '#ffe6b8',
    cloud: '#f6f9fc',
    isNight: false,
  },
} as const satisfies Record<string, Palette>;

export type Light = keyof typeof PALETTES;

const TINTS = ['#ff8a5c', '#ffcf70', '#6fd0c0', '#5f8dff', '#b07aff', '#ff7fa8'] as const;

/** The same light on another day: sky, haze and leaves lean a little towards some colour. */
export function vary(palette: Palette, random: Random): Palette {
  const tint = random.pick(TINTS);
  const share = random.between(0, 0.13);
  const lean = (color: string, times: number) => mix(color, tint, share * times);
  const [zenith, high, low, horizon] = palette.sky;
  return {
    ...palette,
    sky: [lean(zenith, 0.5), lean(high, 1.1), lean(low, 1.1), lean(horizon, 0.5)],
    haze: lean(palette.haze, 1),
    cloud: lean(palette.cloud, 0.8),
    leaf: mix(
      palette.leaf,
      random.pick(['#3f8f5a', '#8a8f3f', '#3f7f8f']),
      random.between(0, palette.isNight ? 0.12 : 0.25),
    ),
  };
}

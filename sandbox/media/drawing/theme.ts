import type { Light } from './palette.ts';
import type { Random } from './random.ts';

export type SceneName = 'bower' | 'bird' | 'sea' | 'forest' | 'mountain' | 'desert' | 'city' | 'meadow';

/** What a prompt asks to see. */
export type Theme = {
  readonly scene: SceneName;
  readonly light: Light;
  readonly hasSnow: boolean;
  readonly hasRain: boolean;
  readonly hasAurora: boolean;
  /** Things that may stand in a scene. */
  readonly has: (thing: Thing) => boolean;
};

export type Thing = keyof typeof THINGS;

// The first scene with a word in the prompt is shown, so the more particular ones come first.
const SCENES: readonly (readonly [SceneName, RegExp])[] = [
  [
    'sea',
    /\b(lighthouses?|seas?|oceans?|waves?|beach(es)?|coasts?|islands?|boats?|ships?|sail\w*|harbou?rs?|whales?)\b/,
  ],
  ['city', /\b(city|cities|cityscape|streets?|towns?|skyline|skyscrapers?|rooftops?|neon|cyberpunk|market)\b/],
  ['desert', /\b(deserts?|dunes?|cactus|cacti|camels?|canyons?|mesas?|mars|sahara)\b/],
  ['bower', /\b(bowers?|treasures?|bottle|caps?|collection|arch(es)?)\b/],
  ['bird', /\b(\w*birds?|owls?|ravens?|crows?|feathers?|nests?|wings?|parrots?|robins?)\b/],
  ['forest', /\b(\w*forests?|woods?|jungles?|ferns?|fox(es)?|deer|mushrooms?|trees?)\b/],
  ['meadow', /\b(\w*flowers?|gardens?|meadows?|fields?|roses?|tulips?|poppies|bees?|butterfl(y|ies)|spring)\b/],
  ['mountain', /\b(mountains?|hills?|valleys?|alps?|alpine|peaks?|summits?|castles?|lakes?|cabins?|fjords?)\b/],
];

const LIGHTS: readonly (readonly [Light, RegExp])[] = [
  ['night', /\b(nights?|midnight|moon\w*|stars?|starry|galaxy|dark|neon|cyberpunk|aurora|northern lights)\b/],
  ['sunset', /\b(sunsets?|golden|fire|red|orange|mars)\b/],
  ['dusk', /\b(dusk|evening|twilight|purple|violet|dream\w*|magic\w*)\b/],
  ['dawn', /\b(dawn|sunrise|morning|pink|pastel)\b/],
  ['autumn', /\b(autumn|fall|october|november)\b/],
  ['winter', /\b(winter|snow\w*|ice|icy|frozen|frost)\b/],
  ['mist', /\b(mist\w*|fog\w*|rain\w*|storm\w*|grey|gray|ghost\w*|haunted)\b/],
  ['day', /\b(days?|noon|summer|sunny|bright|spring)\b/],
];

const THINGS = {
  lighthouse: /\blighthouses?\b/,
  boat: /\b(boats?|ships?|sail\w*)\b/,
  cabin: /\b(cabins?|huts?|cottages?|houses?|home)\b/,
  castle: /\b(castles?|fortress|palace)\b/,
  lake: /\b(lakes?|fjords?|ponds?|reflections?)\b/,
  balloon: /\bballoons?\b/,
} as const;

/** Reads the words of a prompt; where they say nothing, chance decides. */
export function readTheme(prompt: string, random: Random): Theme {
  const words = prompt.toLowerCase();
  const hasSnow = /\b(snow\w*|blizzard|winter)\b/.test(words);
  const scene = SCENES.find(([, pattern]) => pattern.test(words))?.[0];
  const light = LIGHTS.find(([, pattern]) => pattern.test(words))?.[0];
  return {
    scene: scene ?? (hasSnow ? 'mountain' : random.pick(['bower', 'bower', 'mountain', 'forest', 'meadow'])),
    light: light ?? random.pick(['dawn', 'sunset', 'dusk', 'day', 'night', 'autumn']),
    hasSnow,
    hasRain: /\b(rain\w*|storm\w*)\b/.test(words),
    hasAurora: /\b(aurora|northern lights)\b/.test(words),
    has: (thing) => THINGS[thing].test(words),
  };
}

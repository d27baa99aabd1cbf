import type { TimeStyle } from './nodes.ts';

const LOCALE = 'en-US'; // the page speaks English, whatever the browser speaks

const FORMATS: Readonly<Record<Exclude<TimeStyle, 'R'>, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
};

const UNITS = [
  { unit: 'year', seconds: 31_536_000 },
  { unit: 'month', seconds: 2_592_000 },
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
  { unit: 'second', seconds: 1 },
] as const;

const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'always' });

/** A timestamp in one of Discord's styles; `nowMs` matters to the relative style only. */
export function formatTime(seconds: number, style: TimeStyle, nowMs: number): string {
  if (style === 'R') return formatRelative(seconds - Math.round(nowMs / 1000));
  return new Intl.DateTimeFormat(LOCALE, FORMATS[style]).format(new Date(seconds * 1000));
}

function formatRelative(delta: number): string {
  const size = Math.abs(delta);
  const { unit, seconds } = UNITS.find((candidate) => size >= candidate.seconds) ?? UNITS[5];
  return relative.format(Math.trunc(delta / seconds), unit);
}

/** When a message was written, as its head shows it. */
export function formatStamp(iso: string, nowMs: number): string {
  const date = new Date(iso);
  const time = new Intl.DateTimeFormat(LOCALE, { timeStyle: 'short' }).format(date);
  const days = Math.round((startOfDay(nowMs) - startOfDay(date.getTime())) / 86_400_000);
  if (days === 0) return `Today at ${time}`;
  if (days === 1) return `Yesterday at ${time}`;
  return `${new Intl.DateTimeFormat(LOCALE, { dateStyle: 'short' }).format(date)} ${time}`;
}

export const formatClock = (iso: string): string =>
  new Intl.DateTimeFormat(LOCALE, { timeStyle: 'short' }).format(new Date(iso));

export const formatDay = (iso: string): string =>
  new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long' }).format(new Date(iso));

const startOfDay = (ms: number): number => new Date(ms).setHours(0, 0, 0, 0);

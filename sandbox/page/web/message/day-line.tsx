import { formatDay } from '#sandbox/page/web/markdown/format-time.ts';

export const DayLine = ({ timestamp }: { timestamp: string }) => (
  <p class="day-line">
    <span>{formatDay(timestamp)}</span>
  </p>
);

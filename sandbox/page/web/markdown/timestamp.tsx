import { now } from '#sandbox/page/web/state/now.ts';
import { formatTime } from './format-time.ts';
import type { TimeStyle } from './nodes.ts';

/** Relative times keep counting. */
export function Timestamp({ seconds, style }: { seconds: number; style: TimeStyle }) {
  return (
    <time class="timestamp" title={formatTime(seconds, 'F', 0)}>
      {formatTime(seconds, style, style === 'R' ? now.value : 0)}
    </time>
  );
}

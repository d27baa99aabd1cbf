import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

/** A picture that is covered until it is asked for. */
export function SpoilerCover({ children }: { children: ComponentChildren }) {
  const [isShown, setShown] = useState(false);
  if (isShown) return <>{children}</>;
  return (
    <div class="spoiler-cover">
      <div inert>{children}</div>
      <button type="button" onClick={() => setShown(true)}>
        <span>Spoiler</span>
      </button>
    </div>
  );
}

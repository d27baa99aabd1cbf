import { useEffect } from 'preact/hooks';
import { usePage } from '#sandbox/page/web/state/context.ts';

const LIT_MS = 2000; // long enough for the eye to find the message

export const messageElementId = (messageId: string): string => `message-${messageId}`;

/** Scrolls to the message that was asked for; the row itself lights up meanwhile. */
export function useTarget(frame: { readonly current: HTMLElement | null }): void {
  const { target } = usePage();
  const id = target.value;
  useEffect(() => {
    if (id === undefined) return;
    frame.current?.querySelector(`#${messageElementId(id)}`)?.scrollIntoView({ block: 'center', behavior: 'smooth' });
    const timer = setTimeout(() => {
      target.value = undefined;
    }, LIT_MS);
    return () => clearTimeout(timer);
  }, [id, target, frame]);
}

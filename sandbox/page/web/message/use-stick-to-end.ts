import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

const NEAR_END_PX = 80; // whoever is this close to the end is reading the newest message

/** Keeps the newest message in sight, also when a picture above it loads; leaves whoever reads further up alone. */
export function useStickToEnd(count: number) {
  const frame = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const [isBehind, setBehind] = useState(false);
  const toEnd = () => {
    frame.current?.scrollTo({ top: frame.current.scrollHeight });
    isAtEnd.current = true;
    setBehind(false);
  };
  // For each new message.
  useLayoutEffect(() => {
    if (isAtEnd.current) toEnd();
    else setBehind(true);
  }, [count]);

  useEffect(() => {
    const { current: box } = frame;
    const { current: inner } = content;
    if (!box || !inner) return;
    const onScroll = () => {
      isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX;
      if (isAtEnd.current) setBehind(false);
    };
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) box.scrollTop = box.scrollHeight;
    });
    observer.observe(inner);
    observer.observe(box);
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, []);

  return { frame, content, isBehind, toEnd };
}

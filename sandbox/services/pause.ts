/** False when `ending` comes before the time is over. */
export function pause(ms: number, ending: AbortSignal): Promise<boolean> {
  if (ending.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const stop = () => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      ending.removeEventListener('abort', stop);
      resolve(true);
    }, ms);
    ending.addEventListener('abort', stop, { once: true });
  });
}

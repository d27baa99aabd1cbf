/** Where lines go, whole ones only. */
export type Output = { readonly write: (lines: string) => void };

/** Written at once beyond this many characters, so that a flood of lines does not pile up. */
const GATHERED_MAX_CHARACTERS = 64 * 1024;

/**
 * Writes the lines of one turn of the event loop together: under load, writing them one by one costs more than making
 * them. `onExit` is told what to do before the process ends, so that nothing that was logged is missing; only a kill that
 * cannot be caught costs the lines of its turn.
 */
export function gather(output: Output, onExit: (flush: () => void) => void): Output {
  let gathered = '';
  const flush = () => {
    if (gathered === '') return;
    const lines = gathered;
    gathered = '';
    output.write(lines);
  };
  onExit(flush);
  return {
    write: (line) => {
      if (gathered === '') setImmediate(flush);
      gathered += line;
      if (gathered.length > GATHERED_MAX_CHARACTERS) flush();
    },
  };
}

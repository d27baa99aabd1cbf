import type { Logger } from '#domain/ports/logger.ts';
import { createHappenings } from './until.ts';

export type LogLine = { readonly level: keyof Logger; readonly message: string; readonly fields: object };

export type RecordingLogger = Logger & {
  readonly lines: readonly LogLine[];
  /** Resolves when so many lines say this. */
  readonly untilLines: (message: string, count?: number) => Promise<void>;
};

export function createRecordingLogger(): RecordingLogger {
  const lines: LogLine[] = [];
  const happenings = createHappenings();
  const at = (level: keyof Logger) => (fields: object, message: string) => {
    lines.push({ level, message, fields });
    happenings.changed();
  };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    lines,
    untilLines: (message, count = 1) =>
      happenings.until(() => lines.filter((line) => line.message === message).length >= count),
  };
}

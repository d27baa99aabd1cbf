import type { Logger } from '#domain/ports/logger.ts';

export type LogLine = { readonly level: keyof Logger; readonly message: string; readonly fields: object };

export function createRecordingLogger(): Logger & { readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const at = (level: keyof Logger) => (fields: object, message: string) => void lines.push({ level, message, fields });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), lines };
}

/** Discord's colour number as CSS; nothing where none is set, so that the style sheet decides. */
export const cssColor = (color: number | null | undefined): string | undefined =>
  color === undefined || color === null ? undefined : `#${color.toString(16).padStart(6, '0')}`;

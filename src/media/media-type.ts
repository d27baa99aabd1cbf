/** What kind of thing a file is; the extension without a dot. */
export type MediaType = { readonly mediaType: string; readonly extension: string };

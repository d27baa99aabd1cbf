import { Unfetchable } from './unfetchable.ts';

export const isDataUrl = (address: string): boolean => /^\s*data:/i.test(address);

/** The bytes that an address holds itself. Nothing leaves the process: the scheme decides that, before anything is parsed. */
export async function openDataUrl(address: string): Promise<AsyncIterable<Uint8Array>> {
  if (!isDataUrl(address)) throw new Unfetchable('gone', 'not a data address');
  const response = await fetch(address).catch(() => undefined);
  if (!response?.body) throw new Unfetchable('gone', 'a data address that cannot be decoded');
  return response.body;
}

import * as z from 'zod';

/** A Discord id: an unsigned 64-bit number in decimal. */
export const snowflake = z.string().regex(/^\d{1,20}$/);

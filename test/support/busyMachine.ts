/**
 * For tests that bound a time of about a millisecond: on a machine that is busy with something else, the test itself may
 * be held up for longer than that, so one of three tries must keep the bound.
 */
export const BUSY = { retry: 2 } as const

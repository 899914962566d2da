/**
 * From how many deals on a company is counted otherwise. From `steady` on the moment stands still for a quarter of an hour, so that counts need
 * not be made anew because of the time alone; from `many` on what takes long is kept, followed, and counted ahead. A record, so that a test of
 * few deals can go the ways of many.
 */
export const large = { steady: 10_000, many: 50_000 }

/** Which of the open lots a fill closes first; `average` gives every lot one cost. */
export const lotMethods = ['fifo', 'lifo', 'hifo', 'average'] as const
/** One of `lotMethods`. */
export type LotMethod = (typeof lotMethods)[number]

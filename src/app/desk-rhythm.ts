/** Wall time between commits of bars that led to no order. */
export const commitEveryUs: number = 1_000_000
/** Wall time between two writings of the journal's head outside of it. */
export const anchorEveryUs: number = 60_000_000
/** Wall time between updates of the page. */
export const updateEveryUs: number = 200_000

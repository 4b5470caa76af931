/** What happens when an order would meet another of its owner; 2 takes lots off both. */
export type SelfTradeCode = 0 | 1 | 2

export const cancelNew: SelfTradeCode = 0
export const cancelResting: SelfTradeCode = 1

/** What a simulated market is made from; what stands further right leaves less to be made up. */
export type Fidelity = 'bars' | 'trades' | 'quotes' | 'l2' | 'l3'

/** What each fidelity can be trusted with, for people. */
export const fidelityText: Readonly<Record<Fidelity, string>> = {
  bars: 'Open, high, low, close and volume are real. The way between them is read against the orders that wait, and the book is made up around the price from a share of the volume.',
  trades:
    'Every print is real. The book is made up around the last print, so spread, depth and the place in a queue are assumptions.',
  quotes:
    'The best bid and ask with their lots are real. Nothing is shown beyond them, so a larger order is filled in part.',
  l2: 'Every level of the book and every print is real. Only the place of our orders in the queue of a level is estimated.',
  l3: 'Every single order is real, so the place of our orders in a queue is exact. What strangers would have done about our orders is not known.',
}

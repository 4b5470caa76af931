/** An execution as ccxt tells of it: 0.001 bought at 30,000. */
export const toldFill = {
  id: 'T1',
  order: 'O1',
  side: 'buy',
  price: 30_000,
  amount: 0.001,
  takerOrMaker: 'maker',
  timestamp: 1_700_000_000_123,
  fee: { cost: 0.048, currency: 'USD' },
} as const

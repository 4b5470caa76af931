import type { OrderIntent } from '../../domain/index.ts'
import { type Refusal, refused } from '../refusal.ts'
import type { RiskBook } from '../risk-book.ts'

/** Layer 8. What has been lost already, and how often something was tried today. */
export function checkDrawdown(order: OrderIntent, book: RiskBook): Refusal | undefined {
  const { limits } = book
  if (!(book.drawdown < limits.drawdownHalt))
    return refused('drawdown', book.drawdown, limits.drawdownHalt)
  if (!(book.dailyLoss < limits.dailyLossMax))
    return refused('daily-loss', book.dailyLoss, limits.dailyLossMax)
  if (!(book.ordersToday < limits.ordersPerDayMax))
    return refused('orders-per-day', book.ordersToday + 1, limits.ordersPerDayMax)
  const trades = book.tradesToday + book.exposure.beginning
  if (book.begins(order) && !(trades < limits.tradesPerDayMax))
    return refused('trades-per-day', trades + 1, limits.tradesPerDayMax)
  if (!(book.lossesInRow < limits.lossesInRowMax))
    return refused('losses-in-row', book.lossesInRow, limits.lossesInRowMax)
  return undefined
}

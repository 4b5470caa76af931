import { divide } from '../../base/index.ts'
import type { ClosedTrade } from './closed-trade.ts'

/** What a set of closed trades came to. Money in minor quote units, exact. */
export type TradeFigures = {
  readonly trades: number
  /** By what they came to after fees; what came to nothing is neither. */
  readonly wins: number
  readonly losses: number
  readonly gross: bigint
  readonly fees: bigint
  readonly net: bigint
  /** Sums of what wins and losses came to, after fees; the second is 0 or below. */
  readonly won: bigint
  readonly lost: bigint
  /** Realised before fees by the trades that realised something. */
  readonly grossWon: bigint
  /** Largest win and loss after fees; 0 where there is none. */
  readonly bestNet: bigint
  readonly worstNet: bigint
  /** Net of one trade, rounded down; 0 of none. */
  readonly expectancy: bigint
  /** Losses in a row: the most there were, and at the end. */
  readonly losingRunMax: number
  readonly losingRunNow: number
  /** Time held in all, us, by wins and by losses. */
  readonly winHeldUs: number
  readonly lossHeldUs: number
}

/** @param trades - In the order in which they closed. */
export function tradeFigures(trades: readonly ClosedTrade[]): TradeFigures {
  const [wins, losses] = [trades.filter(isWin), trades.filter(isLoss)]
  const net = sumOf(trades, (of) => of.net)
  const runs = losingRuns(trades)
  return {
    trades: trades.length,
    wins: wins.length,
    losses: losses.length,
    gross: sumOf(trades, (of) => of.gross),
    fees: sumOf(trades, (of) => of.fees),
    net,
    won: sumOf(wins, (of) => of.net),
    lost: sumOf(losses, (of) => of.net),
    grossWon: sumOf(trades, (of) => (of.gross > 0n ? of.gross : 0n)),
    bestNet: wins.reduce((best, of) => (of.net > best ? of.net : best), 0n),
    worstNet: losses.reduce((worst, of) => (of.net < worst ? of.net : worst), 0n),
    expectancy: trades.length === 0 ? 0n : divide(net, BigInt(trades.length), 'floor'),
    losingRunMax: Math.max(0, ...runs),
    losingRunNow: runs.at(-1) ?? 0,
    winHeldUs: heldUs(wins),
    lossHeldUs: heldUs(losses),
  }
}

function isWin({ net }: ClosedTrade): boolean {
  return net > 0n
}

function isLoss({ net }: ClosedTrade): boolean {
  return net < 0n
}

function sumOf(trades: readonly ClosedTrade[], of: (trade: ClosedTrade) => bigint): bigint {
  return trades.reduce((sum, trade) => sum + of(trade), 0n)
}

function heldUs(trades: readonly ClosedTrade[]): number {
  return trades.reduce((sum, { tsEntry, tsExit }) => sum + (tsExit - tsEntry), 0)
}

/** After each trade, how many losses in a row there are. */
function losingRuns(trades: readonly ClosedTrade[]): readonly number[] {
  let run = 0
  return trades.map((of) => {
    run = isLoss(of) ? run + 1 : 0
    return run
  })
}

/** The same of every group of trades, in the order of their names. A trade may be in several. */
export function figuresBy(
  trades: readonly ClosedTrade[],
  namesOf: (trade: ClosedTrade) => readonly string[],
): readonly (readonly [name: string, figures: TradeFigures])[] {
  const groups = new Map<string, ClosedTrade[]>()
  for (const trade of trades)
    for (const name of namesOf(trade)) {
      const group = groups.get(name)
      if (group === undefined) groups.set(name, [trade])
      else group.push(trade)
    }
  const named = [...groups].sort(([a], [b]) => (a < b ? -1 : 1))
  return named.map(([name, of]) => [name, tradeFigures(of)])
}

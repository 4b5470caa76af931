import type { Json } from '../base/index.ts'
import { hourUs, type Micros } from '../domain/index.ts'
import type { Ledger } from '../ledger/index.ts'
import { type Limits, MarketRisk, RiskBook } from '../risk/index.ts'
import type { DeskSetup } from './desk-setup.ts'

/** Risk's book, and what it is kept up with bar by bar. */
export class DeskGuard {
  readonly book: RiskBook
  readonly #market: MarketRisk | undefined

  constructor(setup: DeskSetup, { positions }: Ledger) {
    const { instruments, intervalsUs, limits } = setup
    const gridUs = Math.max(hourUs, ...intervalsUs)
    this.#market = asksMarket(limits) ? new MarketRisk(instruments.length, { gridUs }) : undefined
    const place = {
      assets: numbered(instruments.map(({ base }) => base)),
      venues: numbered(instruments.map(({ id }) => id.slice(id.indexOf('.')))),
    }
    this.book = new RiskBook(limits, positions.lots, place, this.#market)
  }

  /** A bar of instrument `i` has closed. */
  onBar(i: number, ts: Micros, close: number): void {
    this.#market?.onClose(i, ts, close)
  }

  save(): Json {
    return { book: this.book.save(), market: this.#market?.save() ?? null }
  }

  load(state: Json): void {
    const saved = state as { readonly [key: string]: Json }
    this.book.load(saved['book'] as Json)
    this.#market?.load(saved['market'] as Json)
  }
}

/** Whether any limit wants to know how prices move. */
function asksMarket(limits: Limits): boolean {
  const { varMax, shortfallMax, correlationMax, crisisShare, volatilityTarget } = limits
  const isMeasured = varMax < 1 || shortfallMax < 1 || correlationMax < 1
  return isMeasured || crisisShare < 1 || volatilityTarget > 0
}

/** Names as counts from 0, equal ones alike. */
function numbered(names: readonly string[]): readonly number[] {
  return names.map((name) => names.indexOf(name))
}

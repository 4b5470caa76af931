import type { Json } from '../../../base/index.ts'
import type { FeeTier } from './exchange.ts'
import type { Wallets } from './wallets.ts'

/** What is set aside for one order, and the fees it was taken on with. */
export type Hold = {
  readonly account: number
  readonly currency: string
  readonly amount: bigint
  /** Price the amount was worked out at. Unit: ticks. */
  readonly ticks: number
  readonly tier: FeeTier
}

/** Money set aside, by order number. */
export class Holds {
  readonly #wallets: Wallets
  readonly #byOrder = new Map<number, Hold>()

  constructor(wallets: Wallets) {
    this.#wallets = wallets
  }

  get(order: number): Hold | undefined {
    return this.#byOrder.get(order)
  }

  /** Puts `hold` in the place of what was held for the order. */
  set(order: number, hold: Hold): void {
    this.drop(order)
    this.#wallets.hold(hold.account, hold.currency, hold.amount)
    this.#byOrder.set(order, hold)
  }

  drop(order: number): void {
    const old = this.#byOrder.get(order)
    if (old === undefined) return
    this.#wallets.hold(old.account, old.currency, -old.amount)
    this.#byOrder.delete(order)
  }

  save(): Json {
    return [...this.#byOrder].map(([order, { amount, tier, ...rest }]) => [
      order,
      { ...rest, amount: String(amount), tier: { ...tier, volume: String(tier.volume) } },
    ])
  }

  /** The wallets carry what is held themselves. */
  load(state: Json): void {
    type Saved = Omit<Hold, 'amount' | 'tier'> & {
      readonly amount: string
      readonly tier: Omit<FeeTier, 'volume'> & { readonly volume: string }
    }
    for (const [order, saved] of state as unknown as readonly (readonly [number, Saved])[])
      this.#byOrder.set(order, {
        ...saved,
        amount: BigInt(saved.amount),
        tier: { ...saved.tier, volume: BigInt(saved.tier.volume) },
      })
  }
}

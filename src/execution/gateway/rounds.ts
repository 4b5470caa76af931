import type { Micros } from '../../domain/index.ts'
import { AccountWatch, type WatchedGateway } from './account-watch.ts'
import { DeadMan } from './dead-man.ts'
import type { GatewayTerms } from './gateway-terms.ts'

/** What a gateway does by the clock, whatever its orders do. */
export class Rounds {
  readonly account: AccountWatch
  readonly #deadMan: DeadMan

  constructor(terms: GatewayTerms, gateway: WatchedGateway) {
    this.account = new AccountWatch(terms, gateway)
    this.#deadMan = new DeadMan(terms.deadManUs, (request) => void gateway.send(request))
  }

  get dueTs(): number {
    return Math.min(this.account.dueTs, this.#deadMan.dueTs)
  }

  begin(now: Micros): void {
    this.account.begin(now)
    this.#deadMan.begin(now)
  }

  onTime(now: Micros): void {
    this.account.onTime(now)
    this.#deadMan.onTime(now)
  }

  /** Before a planned stop. */
  end(): void {
    this.#deadMan.end()
  }
}

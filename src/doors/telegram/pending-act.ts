import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { ControlRequest } from '../../app/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { freshToken } from '../http/fresh-token.ts'

/** How long a code is good. Unit: microseconds. */
const lifeUs = 30_000_000

type Pending = {
  readonly request: ControlRequest
  readonly key: string
  readonly user: number | string
  readonly until: number
}

/**
 * Acts that wait for their code, one for each person. A code is a keyed hash of what is to be done
 * and for whom: it confirms that act and no other, once. A wrong one spends it.
 */
export class PendingActs {
  readonly #clock: Clock
  readonly #life: number
  readonly #pending = new Map<number | string, Pending>()

  /** @param life - How long a code is good. Unit: us. */
  constructor(clock: Clock, life: number = lifeUs) {
    this.#clock = clock
    this.#life = life
  }

  /** @returns Eight digits of hex, good for its life. What waited before waits no more. */
  ask(request: ControlRequest, user: number | string): string {
    const pending = { request, key: freshToken(), user, until: this.#clock.now() + this.#life }
    this.#pending.set(user, pending)
    return codeOf(pending)
  }

  /** @returns What was asked for, if the code is of it and in time. */
  take(code: string, user: number | string): ControlRequest | undefined {
    const pending = this.#pending.get(user)
    this.#pending.delete(user)
    if (pending === undefined || this.#clock.now() > pending.until) return undefined
    const [given, right] = [Buffer.from(code.toLowerCase()), Buffer.from(codeOf(pending))]
    if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
    return pending.request
  }

  /** @returns Whether something waited. */
  drop(user: number): boolean {
    return this.#pending.delete(user)
  }
}

function codeOf({ request, key, user }: Pending): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([user, request]))
    .digest()
  return createHmac('sha256', key).update(hash).digest('hex').slice(0, 8)
}

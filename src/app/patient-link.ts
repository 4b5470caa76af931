import { secondUs } from '../domain/index.ts'
import { orderNamed, type VenueLink, type VenueRequest } from '../execution/index.ts'
import type { Clock } from '../kernel/index.ts'

/** Between two questions about what was given up. */
const restUs = secondUs

/**
 * Lets a gateway ask for orders that were given up, in case one turned up after all, without
 * holding up what matters: one a second, each once however often it is wanted. There may be
 * hundreds after a restart, and a look-up goes before an entry.
 */
export class PatientLink implements VenueLink {
  readonly #link: Required<VenueLink>
  readonly #clock: Clock
  readonly #isOut: (clientId: string) => boolean
  /** By name; the newest ticket only, for the others would tell the same. */
  readonly #waiting = new Map<string, { readonly ticket: number; readonly request: VenueRequest }>()
  #cancel: (() => void) | undefined

  /** @param isOut - Whether the desk has an order of that name out. */
  constructor(link: Required<VenueLink>, clock: Clock, isOut: (clientId: string) => boolean) {
    this.#link = link
    this.#clock = clock
    this.#isOut = isOut
  }

  get isReplacing(): boolean {
    return this.#link.isReplacing
  }

  send(ticket: number, request: VenueRequest): void {
    const name = orderNamed(request)
    if (request.kind !== 'look-up' || name === undefined || this.#isOut(name))
      return this.#link.send(ticket, request)
    this.#waiting.set(name, { ticket, request })
    this.#cancel ??= this.#clock.after(restUs, () => this.#turn())
  }

  steps(instrument: number): ReturnType<Required<VenueLink>['steps']> {
    return this.#link.steps(instrument)
  }

  /** Nothing that waits is sent any more. */
  close(): void {
    this.#cancel?.()
    this.#waiting.clear()
  }

  #turn(): void {
    this.#cancel = undefined
    for (const [name, { ticket, request }] of this.#waiting) {
      this.#waiting.delete(name)
      this.#link.send(ticket, request)
      break
    }
    if (this.#waiting.size > 0) this.#cancel = this.#clock.after(restUs, () => this.#turn())
  }
}

import type { Fence } from './fence.ts'
import type { VenueSteps } from './fit-order.ts'
import type { VenueLink, VenueRequest } from './venue-link.ts'

/** A way to a venue that sends nothing, not even a way out, once its fence is shut. */
export class FencedLink implements VenueLink {
  readonly #link: VenueLink
  readonly #fence: Fence

  constructor(link: VenueLink, fence: Fence) {
    this.#link = link
    this.#fence = fence
  }

  get isReplacing(): boolean {
    return this.#link.isReplacing === true
  }

  /** What is not sent gets no answer: whoever asked has lost the right to one. */
  send(ticket: number, request: VenueRequest): void {
    if (this.#fence.isOpen()) this.#link.send(ticket, request)
  }

  steps(instrument: number): VenueSteps | undefined {
    return this.#link.steps?.(instrument)
  }
}

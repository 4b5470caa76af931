import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exitCases } from './venue-exit-cases.ts'
import { matchCases } from './venue-match-cases.ts'
import { orderCases } from './venue-order-cases.ts'
import type { Feature, VenueSession, VenueUnderTest } from './venue-port.ts'

/** One thing every venue must do alike. The number is for ever. */
export type VenueCase = {
  readonly number: number
  readonly fact: string
  readonly needs: readonly Feature[]
  run(venue: VenueSession): Promise<void>
}

/** The same numbered cases on any venue. */
export function describeVenue(venue: VenueUnderTest): void {
  describe(`venue conformance: ${venue.name}`, () => {
    let session: VenueSession | undefined
    beforeEach(async () => {
      session = await venue.open()
    })
    afterEach(async () => {
      await session?.close()
      session = undefined
    })

    const cases = [...matchCases, ...orderCases, ...exitCases]

    it('numbers every case once', () => {
      expect(new Set(cases.map(({ number }) => number)).size).toBe(cases.length)
    })

    for (const each of cases)
      it(`V${String(each.number).padStart(2, '0')} ${each.fact}`, async ({ skip }) => {
        const reason = each.needs.map((need) => venue.lacks[need]).find((why) => why !== undefined)
        if (reason !== undefined) skip(reason)
        if (session === undefined) throw new Error('the venue did not open')
        await each.run(session)
      })
  })
}

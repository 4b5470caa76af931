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

    const reasonOf = ({ needs }: VenueCase): string | undefined =>
      needs.map((need) => venue.lacks[need]).find((why) => why !== undefined)

    it('leaves cases out for a written reason only', () => {
      const left = cases.flatMap((each) => reasonOf(each) ?? [])
      for (const reason of left) expect(reason.length).toBeGreaterThan(10)
      expect(left.length).toBeLessThan(cases.length)
    })

    for (const each of cases.filter((one) => reasonOf(one) === undefined))
      it(`V${String(each.number).padStart(2, '0')} ${each.fact}`, async () => {
        if (session === undefined) throw new Error('the venue did not open')
        await each.run(session)
      })
  })
}

import type { Random } from '../../src/base/index.ts'
import type { Listing } from '../../src/venue/sim/index.ts'
import {
  chance,
  type DrawScene,
  drawChange,
  drawGroup,
  drawRequest,
  pick,
} from './exchange-draws.ts'
import type { NaiveClient } from './fault-client.ts'

/**
 * Something to do for a client that has nothing else in mind.
 *
 * @param ticksOf - Price it believes an instrument to be at; 0 where it has heard of none.
 */
export function drawIntent(
  random: Random,
  client: NaiveClient,
  ticksOf: (instrument: number) => number,
  listings: readonly Listing[],
): void {
  const instruments = client.instruments.filter((instrument) => ticksOf(instrument) > 0)
  if (instruments.length === 0) return
  const scene: DrawScene = {
    random,
    now: client.now,
    instruments,
    ticksOf,
    unitOf: (instrument) => unitOf(listings[instrument]),
    name: () => client.newName(),
  }
  const { open } = client.picture
  const order = open.length > 0 ? pick(random, open) : undefined
  const draw = random.next()
  if (draw < 0.15 && order !== undefined) {
    const { number, request } = order
    const ref = chance(random, 0.5) ? { clientId: request.clientId } : { number }
    client.command({ kind: 'cancel', ref })
  } else if (draw < 0.3 && order !== undefined) {
    const change = drawChange(scene, order.request, order.lots)
    client.command({ kind: 'amend', ref: { number: order.number }, change })
  } else if (draw < 0.315) client.command({ kind: 'cancel-all', instrument: undefined })
  else if (draw < 0.33)
    client.command({ kind: 'cancel-all-after', us: random.below(2) * 2_000_000 })
  else if (draw < 0.5) client.submitGroup(drawGroup(scene))
  else client.submit(drawRequest(scene))
}

/** Minor quote units of one lot at one tick. */
function unitOf(listing: Listing | undefined): number {
  if (listing === undefined) return 1
  const { notionalFactor, notionalDivisor } = listing.instrument
  return Number(notionalFactor) / Number(notionalDivisor)
}

import { instrument, type InstrumentId } from '../src/domain/index.ts'
import type { VenueAnswer } from '../src/execution/index.ts'
import { BinanceVenue } from '../test/conformance/binance-scene.ts'
import { FarLinks } from '../test/conformance/far-link.ts'
import { type LinkOpener, type OpenedLink, openNear } from '../test/conformance/near-link.ts'

/**
 * Measures what a process of its own adds to a request: cancellations of an order that is not
 * there, at a served exchange on this machine, by turns through a link here and one there. By hand:
 * `node tools/measure-venue-process.ts 200`.
 */
const turns = Number(process.argv[2] ?? 200)
/** More often the venue's own pace would be measured. Unit: ms. */
const restMs = 60

class Timed {
  readonly times: number[] = []
  link: OpenedLink | undefined
  #ticket = 0
  #heard: () => void = () => {}

  async open(opener: LinkOpener, url: string): Promise<void> {
    const of = instrument('BTC-USDT.BINANCE' as InstrumentId, '0.01', '0.00001')
    if (!of.ok) throw new Error(of.error)
    const onAnswer = (_: number, answer: VenueAnswer): void => {
      if (answer.kind === 'throttled') throw new Error('too fast')
      this.#heard()
    }
    const ear = { onAnswer, onUpdate: () => {}, onDeafness: () => {}, onNotice: () => {} }
    this.link = await opener({ dialect: 'binance', url, of: of.value, ear })
  }

  async turn(isCounted: boolean): Promise<void> {
    const clientId = (this.#ticket + 1).toString(16).padStart(32, '0')
    const start = performance.now()
    await new Promise<void>((resolve) => {
      this.#heard = resolve
      this.#ticket += 1
      this.link?.send(this.#ticket, { kind: 'cancel', clientId, instrument: 0 })
    })
    if (isCounted) this.times.push(performance.now() - start)
  }

  say(what: string): void {
    const sorted = this.times.toSorted((a, b) => a - b)
    const at = (share: number): string =>
      (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(2)
    process.stdout.write(`${what}: median ${at(0.5)} ms, p90 ${at(0.9)} ms, p99 ${at(0.99)} ms\n`)
  }
}

const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, restMs))

const venue = await BinanceVenue.open()
const far = new FarLinks()
const [here, there] = [new Timed(), new Timed()]
await here.open(openNear, venue.url)
const start = performance.now()
await there.open(far.open, venue.url)
process.stdout.write(`a venue process stands after ${Math.round(performance.now() - start)} ms\n`)
const warm = 20
for (let turn = 0; turn < turns + warm; turn += 1)
  for (const each of [here, there]) {
    await rest()
    await each.turn(turn >= warm)
  }
here.say('in the desk')
there.say('in a process of its own')
await here.link?.close()
await there.link?.close()
far.close()
await venue.close()
process.exit()

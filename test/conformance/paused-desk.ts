import { writeSync } from 'node:fs'
import { Secret } from '../../src/base/index.ts'
import {
  clientOrderId,
  type InstrumentId,
  instrument,
  orderId,
  type OrderIntent,
  price,
  quantity,
} from '../../src/domain/index.ts'
import { Fence, FencedLink, type VenueAnswer } from '../../src/execution/index.ts'
import { acquireLock } from '../../src/journal/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import { CcxtLink, openCcxtAccount } from '../../src/venue/index.ts'
import { keyOf, secretOf } from '../house/canaries.ts'

/**
 * A program: a desk that wants to buy without end, more often than its budget lets it, so that
 * requests wait in its line at any time. After twenty answers it stops itself where it stands: its
 * timers are due and its line is full when it wakes. Arguments: folder, venue, number of the desk.
 */
const [folder = '', url = '', desk = ''] = process.argv.slice(2)
const say = (line: string): void => void writeSync(1, `${line}\n`)

const made = instrument('BTC-USDT.BINANCE' as InstrumentId, '0.01', '0.00001')
if (!made.ok) throw new Error(made.error)
const lock = acquireLock(folder)
const fence = new Fence(
  () => lock.isHeld(),
  () => say('shut'),
)
const account = await openCcxtAccount({
  venue: 'binance',
  keys: { key: new Secret(keyOf('demo')), secret: new Secret(secretOf('demo')) },
  instruments: [made.value],
  url,
  maySend: () => fence.isOpen(),
})

let answers = 0
let tried = 0
let tries = Number.POSITIVE_INFINITY
const ear = {
  onAnswer: (_: number, answer: VenueAnswer): void => {
    // Most are turned away by the line, which is full.
    if (answer.kind === 'throttled') return
    say(answer.kind)
    answers += 1
    if (answers !== 20) return
    process.kill(process.pid, 'SIGSTOP')
    tries = tried + 40
  },
  onUpdate: (): void => {},
  onDeafness: (): void => {},
  onNotice: (): void => {},
}
const link = new CcxtLink({ account, clock: liveClock, chance: () => 0.5, callUs: 50_000, ear })
const fenced = new FencedLink(link, fence)

function buy(): void {
  tried += 1
  const id = orderId(tried)
  const order: OrderIntent = {
    orderId: id,
    instrument: 0,
    side: 'buy',
    type: 'market',
    role: 'entry',
    quantity: quantity(100),
    price: price(0),
    arrival: price(0),
    isReduceOnly: false,
    ts: liveClock.now(),
  }
  fenced.send(tried, { kind: 'place', clientId: clientOrderId(BigInt(desk), id, 0), order })
  if (tried < tries) setTimeout(buy, 10)
  else say('tried')
}
buy()

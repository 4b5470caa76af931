import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { micros, orderId, type OrderIntent, price, quantity } from '../../domain/index.ts'
import type { VenueRequest } from '../../execution/index.ts'
import { RateBudget } from './rate-budget.ts'
import { RequestLine } from './request-line.ts'

const start = micros(1_000_000_000)
const at = (us: number): typeof start => micros(start + us)
const patienceUs = 2_000_000

const order: OrderIntent = {
  orderId: orderId(1),
  instrument: 0,
  side: 'buy',
  type: 'market',
  role: 'entry',
  quantity: quantity(1),
  price: price(0),
  arrival: price(1),
  isReduceOnly: false,
  ts: start,
}
const clientId = ''
const requests = {
  entry: { kind: 'place', clientId, order },
  exit: { kind: 'place', clientId, order: { ...order, role: 'exit', isReduceOnly: true } },
  quote: { kind: 'place', clientId, order: { ...order, type: 'limit', role: 'quote' } },
  cancel: { kind: 'cancel', clientId, instrument: 0 },
  'look-up': { kind: 'look-up', names: [clientId], instrument: 0 },
} satisfies Record<string, VenueRequest>
type Kind = keyof typeof requests

function open(callUs: number, lengthMax = 8): { budget: RateBudget; line: RequestLine } {
  const budget = new RateBudget({ capacity: 4, callUs, reserve: 0.25 }, start)
  const calls = ({ kind }: VenueRequest): number => (kind === 'look-up' ? 3 : 1)
  return { budget, line: new RequestLine(budget, { lengthMax, patienceUs, calls }) }
}

function offer(line: RequestLine, kinds: readonly Kind[], us = 0): readonly number[] {
  return kinds.flatMap((kind, ticket) =>
    line.offer({ ticket, request: requests[kind] }, at(us)).map((away) => away.ticket),
  )
}

function sendAll(line: RequestLine, us: number): readonly number[] {
  const sent: number[] = []
  for (let next = line.next(at(us)); next !== undefined; next = line.next(at(us)))
    sent.push(next.ticket)
  return sent
}

describe('requests in line', () => {
  it('go out in the order of their rank, entries only as far as the reserve', () => {
    const { line } = open(100_000)
    expect(offer(line, ['entry', 'look-up', 'entry', 'exit', 'cancel'])).toEqual([])
    // Two calls out, then three to know; entries wait for the reserve to fill.
    expect(sendAll(line, 0)).toEqual([3, 4])
    expect(sendAll(line, 100_000)).toEqual([1])
    expect(line.nextTs(at(100_000))).toBe(at(300_000))
    expect(sendAll(line, 299_999)).toEqual([])
    expect(sendAll(line, 300_000)).toEqual([0])
    expect(sendAll(line, 400_000)).toEqual([2])
    expect(line.nextTs(at(400_000))).toBe(Number.POSITIVE_INFINITY)
  })

  it('count a quote that opens among the entries', () => {
    const { line } = open(100_000)
    offer(line, ['quote', 'exit', 'look-up'])
    expect(sendAll(line, 0)).toEqual([1, 2])
  })

  it('turn an entry away whose turn would come in more than two seconds', () => {
    const { line } = open(1_000_000)
    // Three at once, one after a second and one after two.
    expect(offer(line, ['entry', 'entry', 'entry', 'entry', 'entry', 'entry'])).toEqual([5])
    expect(offer(line, ['cancel'])).toEqual([])
  })

  it('turn a new order away that others made wait for two seconds, and no cancel ever', () => {
    const { budget, line } = open(500_000)
    budget.onThrottled(60_000_000, start)
    expect(offer(line, ['entry', 'exit', 'cancel', 'look-up'])).toEqual([0])
    expect(line.turnAway(at(patienceUs))).toEqual([])
    expect(line.nextTs(at(patienceUs))).toBe(at(patienceUs + 1))
    const away = line.turnAway(at(patienceUs + 1))
    expect(away.map(({ ticket }) => ticket)).toEqual([1])
    expect(line.length).toBe(2)
    expect(sendAll(line, 70_000_000)).toEqual([2, 3])
  })

  it('turn the last away when the line is full', () => {
    const { budget, line } = open(100_000, 3)
    budget.onThrottled(1_000_000, start)
    // The budget is closed for less than two seconds, so that entries may wait.
    expect(offer(line, ['entry', 'entry', 'look-up', 'cancel', 'look-up', 'cancel'])).toEqual([
      1, 0, 4,
    ])
    expect(line.length).toBe(3)
  })
})

const step = fc.record({
  us: fc.integer({ min: 0, max: 1_500_000 }),
  kind: fc.constantFrom<Kind>('entry', 'exit', 'cancel', 'look-up'),
  isThrottled: fc.constantFrom(false, false, false, true),
})

it('whatever comes, each is sent or turned away once, and no entry is late or before an exit', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const { budget, line } = open(300_000)
      const kinds = new Map<number, Kind>()
      const offered = new Map<number, number>()
      const waiting = new Set<number>()
      let now = 0
      const away = (tickets: readonly { readonly ticket: number }[]): void => {
        for (const { ticket } of tickets) expect(waiting.delete(ticket)).toBe(true)
      }
      const turn = (): void => {
        away(line.turnAway(at(now)))
        for (let next = line.next(at(now)); next !== undefined; next = line.next(at(now))) {
          const { ticket } = next
          expect(waiting.delete(ticket)).toBe(true)
          if (next.request.kind === 'place')
            expect(now - (offered.get(ticket) ?? 0)).toBeLessThanOrEqual(patienceUs)
          if (kinds.get(ticket) === 'entry')
            for (const other of waiting) expect(kinds.get(other)).toBe('entry')
        }
        expect(line.length).toBe(waiting.size)
        expect(line.length).toBeLessThanOrEqual(8)
      }
      for (const [ticket, { us, kind, isThrottled }] of steps.entries()) {
        now += us
        if (isThrottled) budget.onThrottled(us, at(now))
        kinds.set(ticket, kind)
        offered.set(ticket, now)
        waiting.add(ticket)
        away(line.offer({ ticket, request: requests[kind] }, at(now)))
        turn()
      }
      for (let i = 0; i < 1_000 && line.length > 0; i += 1) {
        now = Math.max(now + 1, line.nextTs(at(now)) - start)
        turn()
      }
      expect(waiting.size).toBe(0)
    }),
    { seed: 3, numRuns: 200 },
  )
})

describe('calls that a venue counts apart', () => {
  const exitsApart = (): { budget: RateBudget; apart: RateBudget; line: RequestLine } => {
    const made = (): RateBudget =>
      new RateBudget({ capacity: 4, callUs: 100_000, reserve: 0.25 }, start)
    const [budget, apart] = [made(), made()]
    const budgetOf = ({ kind }: VenueRequest): RateBudget => (kind === 'cancel' ? apart : budget)
    const calls = ({ kind }: VenueRequest): number => (kind === 'look-up' ? 3 : 1)
    return {
      budget,
      apart,
      line: new RequestLine(budget, { lengthMax: 8, patienceUs, calls, budgetOf }),
    }
  }

  it('are held up by nobody who waits for others, and hold up no exit', () => {
    const { budget, apart, line } = exitsApart()
    budget.onThrottled(1_000_000, start)
    offer(line, ['exit', 'cancel', 'look-up'])
    expect(sendAll(line, 0)).toEqual([1])
    expect(sendAll(line, 1_200_000)).toEqual([0])
    apart.onThrottled(9_000_000, at(1_200_000))
    // What was left of the first three goes, too.
    offer(line, ['cancel', 'exit'], 1_200_000)
    expect(sendAll(line, 2_400_000)).toEqual([1, 2])
    expect(line.length).toBe(1)
  })

  it('hold up an entry: it never goes before what is to be taken back', () => {
    const { apart, line } = exitsApart()
    apart.onThrottled(1_000_000, start)
    offer(line, ['entry', 'cancel'])
    expect(sendAll(line, 0)).toEqual([])
    expect(sendAll(line, 1_200_000)).toEqual([1, 0])
  })

  it('are skipped where there is no room for them under way', () => {
    const { line } = exitsApart()
    offer(line, ['cancel', 'exit'])
    expect(line.next(at(0), ({ kind }) => kind !== 'cancel')?.ticket).toBe(1)
    expect(line.next(at(0))?.ticket).toBe(0)
  })
})

it('a look-up an exit waits for goes before those nobody waits for', () => {
  const { line } = open(1)
  offer(line, ['look-up'])
  const urgent = { ...requests['look-up'], isForExit: true }
  line.offer({ ticket: 9, request: urgent }, at(0))
  expect([...sendAll(line, 100), ...sendAll(line, 200)]).toEqual([9, 0])
})

it('look-ups whose answer is known leave the line', () => {
  const { line } = open(1)
  offer(line, ['look-up', 'cancel'])
  expect(line.withdraw(([name]) => name === clientId).map(({ ticket }) => ticket)).toEqual([0])
  expect(sendAll(line, 100)).toEqual([1])
})

describe('what can be asked in one call', () => {
  it('is every cancel, of whatever instrument, for the calls of one', () => {
    const { line } = open(1_000_000)
    for (let ticket = 0; ticket < 8; ticket += 1)
      line.offer({ ticket, request: { ...requests.cancel, instrument: ticket } }, at(0))
    const calls: number[] = []
    for (let next = line.next(at(0)); next !== undefined; next = line.next(at(0)))
      calls.push(1 + line.alike(next, 5, at(0)).length)
    expect(calls).toEqual([5, 3])
  })

  it('is what waits right behind, of one kind and one instrument', () => {
    const { line } = open(1)
    offer(line, ['entry', 'entry', 'cancel', 'cancel', 'look-up', 'entry'])
    const calls: (readonly number[])[] = []
    for (let us = 0; us < 100; us += 10)
      for (let next = line.next(at(us)); next !== undefined; next = line.next(at(us)))
        calls.push([next, ...line.alike(next, 2, at(us))].map(({ ticket }) => ticket))
    expect(calls).toEqual([[2, 3], [4], [0, 1], [5]])
  })

  it('is one request where a venue takes no more', () => {
    const { line } = open(1)
    offer(line, ['entry', 'entry'])
    const next = line.next(at(0))
    expect(next === undefined ? [] : line.alike(next, 1, at(0))).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { Random } from '../base/index.ts'
import type { Bus } from './bus.ts'
import { LocalBus } from './bus-local.ts'
import { SimulatedBus } from './bus-simulated.ts'

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)

type Stage = { readonly bus: Bus; readonly other: Bus; readonly deliver: () => void }

function local(): Stage {
  const bus = new LocalBus()
  return { bus, other: bus, deliver: () => void bus.drain() }
}

function simulated(): Stage {
  const bus = new SimulatedBus(Random.fromSeed(1), 2)
  return { bus: bus.at(0), other: bus.at(1), deliver: () => bus.advance(bus.nowUs + 1_000) }
}

describe.each([
  ['LocalBus', local],
  ['SimulatedBus', simulated],
] as const)('%s', (_, stage) => {
  it('brings a message to everybody who listens to its subject, and nobody else', () => {
    const { bus, other, deliver } = stage()
    const heard: string[] = []
    for (const subject of ['mem.vote', 'mem.>', 'mem.v', 'mem.vote.>', 'memo.>'])
      other.subscribe(subject, (message) => heard.push(`${subject} ${message.bytes[0]}`))
    bus.publish('mem.vote', bytes(7))
    expect(heard).toEqual([])
    deliver()
    expect(heard).toEqual(['mem.vote 7', 'mem.> 7'])
  })

  it('keeps the order of one who publishes', () => {
    const { bus, other, deliver } = stage()
    const heard: (number | undefined)[] = []
    other.subscribe('a', (message) => heard.push(message.bytes[0]))
    for (let i = 0; i < 50; i += 1) bus.publish('a', bytes(i))
    deliver()
    expect(heard).toEqual(Array.from({ length: 50 }, (_, i) => i))
  })

  it('tells nobody who has left, even while it is telling', () => {
    const { bus, other, deliver } = stage()
    const heard: string[] = []
    const ends: (() => void)[] = []
    other.subscribe('a', () => {
      heard.push('first')
      for (const end of ends) end()
    })
    ends.push(other.subscribe('a', () => heard.push('second')))
    bus.publish('a', bytes(1))
    bus.publish('a', bytes(2))
    deliver()
    expect(heard).toEqual(['first', 'first'])
  })

  it('loses without a word what nobody listens to', () => {
    const { bus, deliver } = stage()
    bus.publish('nobody', bytes(1))
    expect(deliver).not.toThrow()
  })
})

it('stops after as many messages as it is told', () => {
  const bus = new LocalBus()
  bus.subscribe('a', (message) => bus.publish('a', message.bytes))
  bus.publish('a', bytes(1))
  expect(bus.drain(1_000)).toBe(1_000)
})

describe('SimulatedBus', () => {
  /** Messages of node 0 as node 1 hears them. */
  function heardBy(seed: number, change: (bus: SimulatedBus) => void, count = 2_000): number[] {
    const bus = new SimulatedBus(Random.fromSeed(seed), 3)
    const heard: number[] = []
    bus
      .at(1)
      .subscribe('a', (message) => heard.push(new DataView(message.bytes.buffer).getUint16(0)))
    change(bus)
    for (let i = 0; i < count; i += 1) {
      bus.at(0).publish('a', bytes(i >> 8, i & 255))
      bus.advance(bus.nowUs + 100)
    }
    bus.advance(bus.nowUs + 1_000_000)
    return heard
  }

  const wild = { loss: 0.5, duplicate: 0.2, delayMinUs: 100, delayMaxUs: 5_000 }

  it('loses, doubles and overtakes as often as it is told, by its seed alone', () => {
    const heard = heardBy(5, (bus) => bus.setFaults(wild))
    const each = new Set(heard)
    expect(each.size).toBeGreaterThan(900)
    expect(each.size).toBeLessThan(1_100)
    expect(heard.length / each.size).toBeGreaterThan(1.1)
    expect(heard.length / each.size).toBeLessThan(1.3)
    expect(heard.some((value, i) => value < (heard[i - 1] ?? 0))).toBe(true)
    expect(heardBy(5, (bus) => bus.setFaults(wild))).toEqual(heard)
    expect(heardBy(6, (bus) => bus.setFaults(wild))).not.toEqual(heard)
  })

  it('cuts one way and not the other, and mends', () => {
    expect(heardBy(1, (bus) => bus.cut(0, 1), 10)).toEqual([])
    expect(heardBy(1, (bus) => bus.cut(1, 0), 10)).toHaveLength(10)
    expect(heardBy(1, (bus) => bus.partition([1, 2]), 10)).toEqual([])
    expect(heardBy(1, (bus) => bus.partition([0, 1]), 10)).toHaveLength(10)
    const mended = (bus: SimulatedBus): void => {
      bus.cut(0, 1)
      bus.mend(0, 1)
    }
    expect(heardBy(1, mended, 10)).toHaveLength(10)
  })

  it('brings messages in the order of their times', () => {
    const bus = new SimulatedBus(Random.fromSeed(3), 2)
    bus.setFaults(wild)
    let lastUs = 0
    bus.at(1).subscribe('a', () => {
      expect(bus.nowUs).toBeGreaterThanOrEqual(lastUs)
      lastUs = bus.nowUs
    })
    for (let i = 0; i < 500; i += 1) bus.at(0).publish('a', bytes(1))
    expect(bus.nextUs).toBe(0)
    bus.advance(10_000)
    expect(lastUs).toBeGreaterThan(4_000)
    expect(bus.nextUs).toBeUndefined()
  })

  it('tells one what the others do not hear', () => {
    const bus = new SimulatedBus(Random.fromSeed(3), 3)
    const heard: number[] = []
    for (const node of [0, 1, 2]) bus.at(node).subscribe('a', () => heard.push(node))
    bus.tell(0, 2, 'a', bytes(1))
    bus.advance(1_000)
    expect(heard).toEqual([2])
  })

  it('changes nothing for one who publishes and then writes over the bytes', () => {
    const bus = new SimulatedBus(Random.fromSeed(3), 2)
    let heard: number | undefined
    bus.at(1).subscribe('a', (message) => {
      heard = message.bytes[0]
    })
    const sent = bytes(1)
    bus.at(0).publish('a', sent)
    sent[0] = 9
    bus.advance(1_000)
    expect(heard).toBe(1)
    expect(() => bus.at(5).subscribe('a', () => {})).toThrow('there is no node 5')
  })
})

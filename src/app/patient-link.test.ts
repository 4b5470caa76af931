import { expect, it } from 'vitest'
import { type Micros, micros, secondUs } from '../domain/index.ts'
import type { VenueRequest } from '../execution/index.ts'
import type { Clock } from '../kernel/index.ts'
import { PatientLink } from './patient-link.ts'

/** One timer at a time, which is all that is asked for. */
class HandClock implements Clock {
  #now = 0
  #due: { readonly ts: number; readonly task: () => void } | undefined

  now(): Micros {
    return micros(this.#now)
  }

  after(us: number, task: () => void): () => void {
    const due = { ts: this.#now + us, task }
    this.#due = due
    return () => {
      if (this.#due === due) this.#due = undefined
    }
  }

  advance(us: number): void {
    const until = this.#now + us
    for (let due = this.#due; due !== undefined && due.ts <= until; due = this.#due) {
      this.#now = due.ts
      this.#due = undefined
      due.task()
    }
    this.#now = until
  }
}

function nameOf(desk: string, order: number): string {
  return desk.padEnd(16, '0') + `${order}`.padStart(12, '0') + '0000'
}

function lookUp(clientId: string): VenueRequest {
  return { kind: 'look-up', names: [clientId], instrument: 0 }
}

/** A link that is told of everything, and the tickets that came through. */
function opened(): { link: PatientLink; clock: HandClock; tickets: number[] } {
  const clock = new HandClock()
  const tickets: number[] = []
  const behind = {
    send: (ticket: number) => void tickets.push(ticket),
    steps: () => undefined,
    isReplacing: false,
  }
  const link = new PatientLink(behind, clock, (name) => name.startsWith('0a'))
  return { link, clock, tickets }
}

it('sends at once what is about orders that are out', () => {
  const { link, tickets } = opened()
  link.send(1, lookUp(nameOf('0a', 1)))
  link.send(2, { kind: 'cancel', clientId: nameOf('0b', 1), instrument: 0 })
  link.send(3, { kind: 'account' })
  expect(tickets).toEqual([1, 2, 3])
})

it('asks for what was given up once each, a second apart', () => {
  const { link, clock, tickets } = opened()
  for (const [i, name] of [nameOf('0b', 1), nameOf('0b', 2), nameOf('0b', 1)].entries())
    link.send(i + 1, lookUp(name))
  expect(tickets).toEqual([])
  clock.advance(secondUs)
  expect(tickets).toEqual([3])
  clock.advance(10 * secondUs)
  expect(tickets).toEqual([3, 2])
  link.send(9, lookUp(nameOf('0b', 1)))
  clock.advance(secondUs)
  expect(tickets).toEqual([3, 2, 9])
})

it('asks for nothing once it is closed', () => {
  const { link, clock, tickets } = opened()
  link.send(1, lookUp(nameOf('0b', 1)))
  link.close()
  clock.advance(secondUs)
  expect(tickets).toEqual([])
})

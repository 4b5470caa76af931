import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Fence } from './fence.ts'
import { FencedLink } from './fenced-link.ts'

it('sends nothing from the first request that finds the folder lost, and says so once', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 40 }), (held) => {
      const sent: number[] = []
      let isHeld = true
      let said = 0
      const fence = new Fence(
        () => isHeld,
        () => {
          said += 1
        },
      )
      const link = new FencedLink({ send: (ticket) => void sent.push(ticket) }, fence)
      for (const [ticket, now] of held.entries()) {
        isHeld = now
        link.send(ticket, { kind: 'account' })
      }
      const lost = held.indexOf(false)
      const reached = lost < 0 ? held.length : lost
      expect(sent).toEqual([...held.keys()].slice(0, reached))
      expect(said).toBe(lost < 0 ? 0 : 1)
    }),
    { seed: 1 },
  )
})

it('asks right before each request', () => {
  const heard: string[] = []
  const fence = new Fence(
    () => {
      heard.push('asked')
      return true
    },
    () => {},
  )
  const link = new FencedLink({ send: (ticket) => void heard.push(`sent ${ticket}`) }, fence)
  link.send(1, { kind: 'account' })
  link.send(2, { kind: 'account' })
  expect(heard).toEqual(['asked', 'sent 1', 'asked', 'sent 2'])
})

it('knows what the venue takes', () => {
  const steps = { tickStep: 5, lotStep: 10, lotsMin: 20 }
  const fence = new Fence(
    () => true,
    () => {},
  )
  expect(new FencedLink({ send: () => {}, steps: () => steps }, fence).steps(0)).toEqual(steps)
  expect(new FencedLink({ send: () => {} }, fence).steps(0)).toBeUndefined()
})

it('replaces an order to change it where the venue does', () => {
  const fence = new Fence(
    () => true,
    () => {},
  )
  const send = (): void => {}
  const links = [{ send }, { send, isReplacing: false }, { send, isReplacing: true }]
  expect(links.map((link) => new FencedLink(link, fence).isReplacing)).toEqual([false, false, true])
})

import { writeFileSync } from 'node:fs'
import path from 'node:path'

/** The first day of the scene. Unit: ms since 1970. */
export const fearStartMs = 1_704_067_200_000

/** Bars of an hour over so many days, at prices that go up and down. @returns Their file. */
export function fearBars(folder: string, days: number, volume: number): string {
  const hours = Array.from({ length: days * 24 }, (_, i) => {
    const price = 100 + ((i * 37) % 23) / 4
    return `${fearStartMs + i * 3_600_000},${price},${price},${price},${price},${volume}`
  })
  const bars = path.join(folder, 'bars.csv')
  writeFileSync(bars, ['ts,open,high,low,close,volume', ...hours, ''].join('\n'))
  return bars
}

/** How much fear there is on each of `days`, counted from the start: two days much, two little. */
export function fearDays(folder: string, days: readonly number[]): void {
  const day = (i: number): string =>
    new Date(fearStartMs + i * 86_400_000).toISOString().slice(0, 10)
  const fear = days.map((i) => `${day(i)},${i % 4 < 2 ? 20 : 80}`)
  writeFileSync(path.join(folder, 'fear_greed_1d.csv'), ['date,value', ...fear, ''].join('\n'))
}

/** An agent that holds while others fear. @returns Its file. */
export function fearfulAgent(folder: string): string {
  const agent = path.join(folder, 'fearful.ts')
  writeFileSync(
    agent,
    `import { defineAgent } from 'coinswarm/agents'
import { outside } from 'coinswarm/features'

export const fearful = defineAgent({
  name: 'fearful',
  summary: 'Holds while others fear.',
  parameters: {},
  features: () => ({ fear: outside('social.fearGreed') }),
  opine: (view) => {
    const fear = view.features.fear.value
    if (Number.isNaN(fear)) return undefined
    return view.say({ exposure: fear < 50 ? 0.5 : 0, confidence: 0.55 })
  },
})
`,
  )
  return agent
}

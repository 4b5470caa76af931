import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runGeneratedDesk } from '../../test/e2e/generated-desk.ts'
import { ShownDesk } from '../../test/e2e/page-extremes.ts'
import { type Scene, swarm, trading } from '../../test/e2e/page-scenes.ts'

type RealDesk = {
  readonly name: string
  readonly bars: number
  /** Seated beside `trend`, each to earn its vote. */
  readonly others?: readonly string[]
}

const others = ['momentum', 'breakout', 'channel', 'adaptive', 'bounce', 'vwap-pullback', 'cross']

/**
 * Bars of a desk at its first sight of a market, of one that has traded for weeks, and of a swarm
 * that has looked on for as long.
 */
const desks: readonly RealDesk[] = [
  { name: 'real-new', bars: 1 },
  { name: 'real', bars: 60_000 },
  { name: 'real-swarm', bars: 120_000, others },
]

const earned = '[desk]\nvotes = "earned"\n\n[swarm]\nisOn = true\ncapacity = 3\n'

/** A whole desk on the generated market, run for a while and then looked at. */
export async function realScenes(names: readonly string[]): Promise<readonly Scene[]> {
  const scenes: Scene[] = []
  for (const { name, bars, others } of desks.filter(
    (desk) => names.length === 0 || names.includes(desk.name),
  )) {
    const folder = mkdtempSync(path.join(tmpdir(), 'page-pictures-'))
    try {
      const deskFolder = path.join(folder, 'my-desk')
      mkdirSync(deskFolder)
      if (others !== undefined) writeFileSync(path.join(deskFolder, 'coinswarm.toml'), earned)
      const seats = (others ?? []).map((from) => ({ from, parameters: {} }))
      const first = { from: 'trend', parameters: {} }
      const desk = await runGeneratedDesk(deskFolder, first, bars, seats)
      const snapshot = desk.snapshot()
      const play = others === undefined ? trading : swarm
      scenes.push({ name, feed: () => new ShownDesk(snapshot), play })
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
  return scenes
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runGeneratedDesk } from '../../test/e2e/generated-desk.ts'
import { ShownDesk } from '../../test/e2e/page-extremes.ts'
import { type Scene, trading } from '../../test/e2e/page-scenes.ts'

/** Bars of a desk at its first sight of a market, and of one that has traded for weeks. */
const desks = [
  { name: 'real-new', bars: 1 },
  { name: 'real', bars: 60_000 },
]

/** A whole desk on the generated market, run for a while and then looked at. */
export async function realScenes(names: readonly string[]): Promise<readonly Scene[]> {
  const scenes: Scene[] = []
  for (const { name, bars } of desks.filter(
    (desk) => names.length === 0 || names.includes(desk.name),
  )) {
    const folder = mkdtempSync(path.join(tmpdir(), 'page-pictures-'))
    try {
      const desk = await runGeneratedDesk(
        path.join(folder, 'my-desk'),
        { from: 'trend', parameters: {} },
        bars,
      )
      const snapshot = desk.snapshot()
      scenes.push({ name, feed: () => new ShownDesk(snapshot), play: trading })
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
  return scenes
}

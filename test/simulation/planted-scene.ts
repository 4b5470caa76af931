import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { generatedOutside } from '../../src/app/index.ts'
import { hourUs } from '../../src/domain/index.ts'
import type { OutsideColumns } from '../../src/features/index.ts'
import { generateMarket, type LoadedBars } from '../../src/market/index.ts'

/** Hours of one instrument that is made up. */
export const plantedMarket: readonly LoadedBars[] = generateMarket({
  ...{ seed: 5, rows: 3_000, intervalUs: hourUs },
}).slice(0, 1)

/** What is made up beside them. @param planted - How far it knows the next six hours. */
export function plantedColumns(planted: number): readonly OutsideColumns[] {
  return generatedOutside(plantedMarket, ['news.sentiment'], { seed: 5, planted }).outside
}

/** An agent in a file, which holds while the news are better than `cut` hundredths. */
export function newsReader(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'coinswarm-reader-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = path.join(folder, 'reader.ts')
  writeFileSync(file, readerText)
  return file
}

const readerText = `import { defineAgent, whole } from 'coinswarm/agents'
import { outside } from 'coinswarm/features'

export const reader = defineAgent({
  name: 'reader',
  summary: 'Holds while the news are good.',
  parameters: { cut: whole(5, { min: -50, max: 50, help: 'hundredths' }) },
  features: () => ({ news: outside('news.sentiment') }),
  opine: (view, p) => {
    const news = view.features.news.value
    if (Number.isNaN(news)) return undefined
    return { exposure: news > p.cut / 100 ? 0.5 : -0.5, confidence: 0.6 }
  },
})
`

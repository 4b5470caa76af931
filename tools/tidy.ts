import { tidyAmbient } from './tidy/ambient.ts'
import { tidyCycles, tidyDead } from './tidy/graph.ts'
import { type House, roomOf, type Untidy } from './tidy/house.ts'
import { tidyAdapters, tidyImports } from './tidy/imports.ts'
import { tidyLanguage } from './tidy/language.ts'
import { tidyPackage } from './tidy/package.ts'
import { tidyProgram, tidyReadmes, tidyText } from './tidy/paper.ts'
import { parseSource } from './tidy/source.ts'

/**
 * Checks every house rule a machine can check.
 *
 * @param files - Every tracked text file: its path from the top of the tree, and its text.
 * @returns One line per broken rule, sorted; empty when the house is tidy.
 */
export function tidy(files: ReadonlyMap<string, string>, house: House): readonly Untidy[] {
  const sources = [...files]
    .filter(([file]) => /\.(ts|tsx|mjs)$/.test(file))
    .map(([file, text]) => parseSource(file, text))
  const product = sources.filter(({ file }) => roomOf(file) !== undefined)
  const manifest = files.get('package.json')
  return [
    ...[...files].flatMap(([file, text]) => tidyText(file, text)),
    ...sources.flatMap(tidyProgram),
    ...sources.flatMap(tidyLanguage),
    ...sources.flatMap((source) => tidyImports(source, house)),
    ...product.flatMap((source) => tidyAmbient(source, house)),
    ...tidyAdapters(product, house),
    ...tidyCycles(product),
    ...tidyDead(sources, house),
    ...tidyReadmes(files),
    ...(manifest === undefined ? [] : tidyPackage(manifest, house)),
  ].sort()
}

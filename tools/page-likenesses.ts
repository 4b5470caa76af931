import { writeFileSync } from 'node:fs'
import { launchBrowser } from '../test/e2e/page-browser.ts'
import {
  likenessFile,
  likenessOfPage,
  pictureOf,
  unlikeKept,
  unlikeMax,
} from '../test/e2e/page-likeness.ts'
import { playScene, scenes, widths } from '../test/e2e/page-scenes.ts'
import { writePng } from './pictures/write-png.ts'

// Keeps what each scene of the page looks like: npm run page-likenesses [SCENE...]. One that looks
// as before is left as it is.
const wanted = process.argv.slice(2)
const browser = await launchBrowser()
const [first] = widths
for (const scene of scenes.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const { page, close } = await playScene(browser, scene, first)
  const parts = []
  for (const viewport of widths) {
    await page.setViewportSize(viewport)
    parts.push(await likenessOfPage(page))
  }
  await close()
  const unlike = unlikeKept(scene.name, parts)
  if (unlike > unlikeMax) writeFileSync(likenessFile(scene.name), writePng(pictureOf(parts)))
  process.stdout.write(`${scene.name}: ${(100 * unlike).toFixed(2)} %\n`)
}
await browser.close()
